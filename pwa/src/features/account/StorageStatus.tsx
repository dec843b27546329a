import { useEffect, useState } from 'preact/hooks';
import { account as a } from '../../texts/account';
import { Button } from '../../ui/Button';

type Answer = 'kept' | 'not_kept' | 'unknown';

const ask = async (how: 'persisted' | 'persist'): Promise<Answer> => {
  const storage = navigator.storage as Partial<StorageManager> | undefined;
  if (!storage?.[how]) return 'unknown';
  return (await storage[how]()) ? 'kept' : 'not_kept';
};

/** Says whether the browser will keep our storage when the disk fills up. */
export function StorageStatus() {
  const [answer, setAnswer] = useState<Answer>();
  useEffect(() => {
    ask('persisted').then(setAnswer, () => setAnswer('unknown'));
  }, []);
  if (!answer) return null;
  if (answer === 'unknown') return <p class="soft kept">{a.settings.storageUnknown}</p>;
  if (answer === 'kept') return <p class="soft kept">{a.settings.persisted}</p>;
  return (
    <div class="stack kept">
      <p class="soft">{a.settings.notPersisted}</p>
      <Button look="quiet" onClick={() => void ask('persist').then(setAnswer)}>
        {a.settings.askPersist}
      </Button>
    </div>
  );
}
