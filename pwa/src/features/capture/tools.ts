import { signal } from '@preact/signals';
import type { ComponentType } from 'preact';

/** What a line takes beside words, once its code has come: a camera and a microphone. */
export const tools = signal<ComponentType | undefined>(undefined);
