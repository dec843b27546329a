import type { ComponentType } from 'preact';
import { evening } from '../../texts/evening';
import { toast } from '../../ui/Toast';
import { SharedNotice } from './SharedNotice';
import { findWaiting } from './waiting';

/** Says if a share could not be stored, finds those that wait, and returns the component that offers them. */
export async function offerShared(): Promise<ComponentType> {
  const failure = new URLSearchParams(location.search).get('share');
  if (failure) {
    history.replaceState(null, '', '/');
    const { failed, full, foreign } = evening.shared;
    toast(({ full, foreign } as Record<string, string>)[failure] ?? failed);
  }
  await findWaiting();
  return SharedNotice;
}
