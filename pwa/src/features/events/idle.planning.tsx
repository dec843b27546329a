/** What one does about an evening in a quiet hour: planning it, and finding who else was there. */
export { GatherSheet } from './GatherSheet';
export { PlanSheet } from './PlanSheet';
