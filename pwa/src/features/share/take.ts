import type { ComponentType } from 'preact';
import { evening } from '../../texts/evening';
import { toast } from '../../ui/Toast';
import { SharedNotice } from './SharedNotice';
import { findWaiting } from './waiting';

/** Tells the user about a share that could not be stored, and finds those that wait to be taken. */
export async function takeShared(): Promise<ComponentType> {
  const failure = new URLSearchParams(location.search).get('share');
  if (failure) {
    history.replaceState(null, '', '/');
    const { failed, full, foreign } = evening.shared;
    toast(({ full, foreign } as Record<string, string>)[failure] ?? failed);
  }
  await findWaiting();
  return SharedNotice;
}
