import { signal } from '@preact/signals';
import type { ComponentType } from 'preact';

/** The component with camera and microphone, once its code is loaded. */
export const tools = signal<ComponentType | undefined>(undefined);
