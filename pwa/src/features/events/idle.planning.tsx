/** What one does about an evening in a quiet hour: planning and mending it, telling others, finding who was there. */
export { EventForm } from './EventForm';
export { GatherSheet } from './GatherSheet';
export { PlanSheet } from './PlanSheet';
export { TableSheet } from './TableSheet';
