import { useEffect } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { useLive } from '../../editing/useLive';
import { t } from '../../texts';
import { events as e } from '../../texts/events';
import { people as p } from '../../texts/people';
import { EmptyState } from '../../ui/EmptyState';

/** The page beside a list of which nothing is open. */
export default function NothingChosen() {
  const { path } = useLocation();
  const [kind, name, title] =
    path === '/people'
      ? (['person', t.nav.people, p.chooseOne] as const)
      : (['event', t.nav.events, e.chooseOne] as const);
  const count = useLive(async (store) => (await store.all(kind)).length, [kind], [kind]);
  useEffect(() => {
    document.title = `${name} · ${t.app}`;
  }, [name]);
  return (
    <div class="page">
      {/* If the list is empty, the text must not ask to choose from it. */}
      <EmptyState whole title={count === 0 ? name : title} text={p.keysHint} />
    </div>
  );
}
