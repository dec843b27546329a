/** The idle part for events: planning, editing, sharing, and adding people afterwards. */
export { EventForm } from './EventForm';
export { GatherSheet } from './GatherSheet';
export { PlanSheet } from './PlanSheet';
export { TableSheet } from './TableSheet';
