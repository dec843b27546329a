import { useLocation } from 'preact-iso';
import { shelf as s } from '../../texts/shelf';
import { Page } from '../../ui/Page';
import './shelf.css';

type Name = keyof typeof s.pages;

/** Short pages on meeting people; `?page=` opens one of them. */
export default function ShelfPage() {
  const { query } = useLocation();
  const asked = query.page;
  return (
    <Page title={s.title} back="/cards">
      <p class="soft">{s.text}</p>
      {(Object.keys(s.pages) as Name[]).map((name) => (
        <details key={name} class="fold shelf" open={name === asked}>
          <summary>{s.pages[name].title}</summary>
          <p>{s.pages[name].text}</p>
          <p class="try">
            <b>{s.tonight}</b>
            {s.pages[name].tryIt}
          </p>
        </details>
      ))}
    </Page>
  );
}
