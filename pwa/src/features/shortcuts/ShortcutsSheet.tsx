import { useState } from 'preact/hooks';
import { shortcuts as s } from '../../texts/shortcuts';
import { Sheet } from '../../ui/Sheet';
import { Switch } from '../../ui/Switch';
import { areKeysOn, keysShown, switchKeys } from './shortcuts';
import './shortcuts.css';

/** Lists the keyboard shortcuts, with a switch that turns them off. */
export function ShortcutsSheet() {
  const [on, setOn] = useState(areKeysOn);
  return (
    <Sheet
      title={s.title}
      onClose={() => {
        keysShown.value = null;
      }}
    >
      <p class="soft">{s.text}</p>
      <dl class="keys">
        {Object.entries(s.keys).map(([key, does]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <p class="soft">{s.and}</p>
      <Switch
        label={s.on}
        hint={s.onHint}
        on={on}
        onSwitch={(on) => {
          switchKeys(on);
          setOn(on);
        }}
      />
    </Sheet>
  );
}
