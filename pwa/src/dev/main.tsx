/** Shows the components of ../ui, one page each, at /dev/ui of the development server. Not in the build. */
import { render } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import '../ui/tokens.css';
import '../ui/base.css';
import '../app/shell.css';
import { setFirst } from '../texts/first';
import { Chip } from '../ui/Chip';
import { examples, type Told } from './examples';
import './dev.css';

const SHORT: Told = { name: 'Maya Chen', line: 'water-skis, even in October', error: undefined };
const LONG: Told = {
  name: 'Donaudampfschifffahrtsgesellschaftskapitänin Wilhelmina van der Achterberg-Featherstonehaugh',
  line: 'names her sourdough after philosophers, has had nineteen greyhounds as guests, and is last in every marathon, because that is where the good conversations are',
  error: undefined,
};
const WRONG = 'An address has an @ in it. Please look once more.';

/** Switches between the light and the dark theme by `dark`, instead of by the phone's setting. */
function shine(dark: boolean): void {
  for (const sheet of document.styleSheets)
    for (const rule of sheet.cssRules)
      if (
        rule instanceof CSSMediaRule &&
        /color-scheme: dark|^(not )?all$/u.test(rule.media.mediaText)
      )
        rule.media.mediaText = dark ? 'all' : 'not all';
  document.documentElement.style.colorScheme = dark ? 'dark' : 'light';
}

function Gallery() {
  const [shown, setShown] = useState(location.hash.slice(1));
  const [dark, setDark] = useState(matchMedia('(prefers-color-scheme: dark)').matches);
  const [long, setLong] = useState(false);
  const [wrong, setWrong] = useState(false);
  const [mirrored, setMirrored] = useState(false);
  useEffect(() => addEventListener('hashchange', () => setShown(location.hash.slice(1))), []);
  useEffect(() => shine(dark), [dark]);
  useEffect(() => {
    document.documentElement.dir = mirrored ? 'rtl' : 'ltr';
  }, [mirrored]);
  const switches = [
    { name: 'By night', on: dark, set: setDark },
    { name: 'Long texts', on: long, set: setLong },
    { name: 'With an error', on: wrong, set: setWrong },
    { name: 'From the right', on: mirrored, set: setMirrored },
  ];
  const Example = examples[shown];
  const told = { ...(long ? LONG : SHORT), error: wrong ? WRONG : undefined };
  return (
    <div class="app">
      <main class="gallery">
        <nav class="cluster" aria-label={document.title}>
          {Object.keys(examples).map((file) => (
            <a key={file} class="chip" href={`#${file}`} aria-current={file === shown && 'page'}>
              {file}
            </a>
          ))}
        </nav>
        <fieldset class="plain cluster" aria-label={shown}>
          {switches.map(({ name, on, set }) => (
            <Chip key={name} pressed={on} onClick={() => set(!on)}>
              {name}
            </Chip>
          ))}
        </fieldset>
        <section key={shown} aria-label={shown}>
          {Example && <Example {...told} />}
        </section>
      </main>
    </div>
  );
}

const root = document.getElementById('app');
setFirst(await import('../texts/en/first'));
if (root) render(<Gallery />, root);
