import { signal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { me } from '../data/session';
import { keysShown } from '../features/shortcuts/shortcuts';
import { syncStatus } from '../syncing/status';
import { waitsText } from '../syncing/waitsText';
import { t } from '../texts';
import { Button, ButtonLink } from '../ui/Button';
import { applyUpdate, updateReady } from './update';

/** A save that reaches the server at once needs no word; what waits longer than this does. In ms. */
const PATIENCE = 1500;

/** What another app shared, once its code has come. */
export const sharedNotice = signal<ComponentType | null>(null);

/** Between the screen and the tabs, only when there is something to say. Loads after the first screen. */
export function Notices() {
  return (
    <>
      <PlainHttp />
      {sharedNotice.value && <sharedNotice.value />}
      {keysShown.value && <keysShown.value />}
      {updateReady.value && (
        <div class="notice">
          <span>{t.update.ready}</span>
          <Button onClick={applyUpdate}>{t.update.take}</Button>
        </div>
      )}
      <Expired />
      <Waits />
    </>
  );
}

/** Away from this machine a browser keeps no session, worker or push of a page without https. */
function PlainHttp() {
  if (globalThis.isSecureContext !== false) return null;
  return (
    <div class="notice">
      <span>{t.http.told}</span>
      <ButtonLink href={location.href.replace(/^http:/, 'https:')}>{t.http.open}</ButtonLink>
    </div>
  );
}

/** The session ran out: nothing is lost by it, and everything goes on but the sync. */
function Expired() {
  const { path } = useLocation();
  if (syncStatus.value.state !== 'signed_out' || path === '/sign-in') return null;
  return (
    <div class="notice">
      <span>{t.session.expired}</span>
      <ButtonLink href="/sign-in">{t.session.signIn}</ButtonLink>
    </div>
  );
}

/** What is not on the server yet, and what needs the user; leads to both. */
function Waits() {
  const { state, waiting, parked } = syncStatus.value;
  const patient = usePatience(waiting > 0, state === 'syncing' || state === 'idle' ? PATIENCE : 0);
  if (!parked && patient && me.value === null && state !== 'signed_out')
    return (
      <a class="waits" href="/sign-up">
        {t.sync.hereOnly}
      </a>
    );
  if (!parked && !patient) return <p class="waits" aria-hidden="true" />;
  return (
    <a class={parked ? 'waits parked' : 'waits'} href="/sync">
      {waitsText(syncStatus.value)}
    </a>
  );
}

/** True once `on` has been true for so long (ms). */
function usePatience(on: boolean, patience: number): boolean {
  const [over, setOver] = useState(false);
  useEffect(() => {
    if (!on) return setOver(false);
    const timer = setTimeout(() => setOver(true), patience);
    return () => clearTimeout(timer);
  }, [on, patience]);
  return on && over;
}
