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

/** A change that waits longer than this for the server is mentioned, in ms. Most saves are synced before. */
const PATIENCE = 1500;

/** The component that offers what another app shared, once its code is loaded. */
export const sharedNotice = signal<ComponentType | null>(null);

/**
 * The notices between the screen and the tabs; empty when there is nothing to say. Loaded after the first
 * screen.
 */
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

/** A warning: over plain http, from another machine, browsers offer no session cookie, service worker or push. */
function PlainHttp() {
  if (globalThis.isSecureContext !== false) return null;
  return (
    <div class="notice">
      <span>{t.http.told}</span>
      <ButtonLink href={location.href.replace(/^http:/, 'https:')}>{t.http.open}</ButtonLink>
    </div>
  );
}

/** The session has expired. Nothing is lost: everything works on except the sync. */
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

/** Says that changes wait for the server, or need the user, and links to them. */
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

/** Returns true once `on` has been true for `patience` ms. */
function usePatience(on: boolean, patience: number): boolean {
  const [over, setOver] = useState(false);
  useEffect(() => {
    if (!on) return setOver(false);
    const timer = setTimeout(() => setOver(true), patience);
    return () => clearTimeout(timer);
  }, [on, patience]);
  return on && over;
}
