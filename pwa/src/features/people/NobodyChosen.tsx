import { useEffect } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { t } from '../../texts';
import { events as e } from '../../texts/events';
import { people as p } from '../../texts/people';
import { EmptyState } from '../../ui/EmptyState';

/** Beside a list of which nothing is open yet. */
export default function NobodyChosen() {
  const { path } = useLocation();
  const [name, title] =
    path === '/people' ? [t.nav.people, p.chooseOne] : [t.nav.events, e.chooseOne];
  useEffect(() => {
    document.title = `${name} · ${t.app}`;
  }, [name]);
  return (
    <div class="page">
      <EmptyState whole title={title} text={p.keysHint} />
    </div>
  );
}
