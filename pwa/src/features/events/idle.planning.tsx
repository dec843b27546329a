/** What one does about an evening in a quiet hour: planning and mending it, and finding who else was there. */
export { EventForm } from './EventForm';
export { GatherSheet } from './GatherSheet';
export { PlanSheet } from './PlanSheet';
