import { useEffect, useState } from 'preact/hooks';
import { call } from '../../data/api';
import { account as a } from '../../texts/account';

interface About {
  name: string;
  version: string;
  source?: string;
}

/** Which version the server is, and where its source can be had; nothing without a network. */
export function AboutServer() {
  const [about, setAbout] = useState<About | null>(null);
  useEffect(() => {
    call<About>('GET', '/about').then(setAbout, () => undefined);
  }, []);
  if (!about) return null;
  return (
    <p class="soft">
      {about.name} {about.version}
      {about.source && (
        <>
          {' · '}
          <a href={about.source} target="_blank" rel="noreferrer">
            {a.settings.source}
          </a>
        </>
      )}
    </p>
  );
}
