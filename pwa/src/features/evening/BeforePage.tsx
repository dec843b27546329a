import { useState } from 'preact/hooks';
import { useRoute } from 'preact-iso';
import { now } from '../../data/now';
import { openStore } from '../../data/open';
import { useLive } from '../../editing/useLive';
import { cards as c } from '../../texts/cards';
import { hereZone } from '../../texts/dateTexts';
import { evening as o } from '../../texts/evening';
import { Button } from '../../ui/Button';
import { go } from '../../ui/navigation';
import { Page } from '../../ui/Page';
import { readDeck, rests } from '../cards/deck';
import { PledgeLines } from '../cards/PledgeLines';
import { SwipeCard } from '../cards/SwipeCard';
import { useTop } from '../cards/useTop';
import { Breathing } from './Breathing';
import { noteProgress } from './noteProgress';
import './evening.css';

/** Before going in: three breaths, the promise, and an opener to remember. Each step can be skipped. */
export default function BeforePage() {
  const { id = '' } = useRoute().params;
  const [step, setStep] = useState<'breath' | 'pledge' | 'carry'>('breath');
  const back = `/events/${id}`;
  if (step === 'breath')
    return (
      <Page
        title={o.breath.title}
        back={back}
        reach={
          <Button look="quiet" wide onClick={() => setStep('pledge')}>
            {o.skip}
          </Button>
        }
      >
        <Breathing onDone={() => setStep('pledge')} />
      </Page>
    );
  if (step === 'pledge')
    return (
      <Page
        key="pledge"
        title={o.pledge.title}
        back={back}
        reach={
          <div class="two">
            <Button look="quiet" onClick={() => setStep('carry')}>
              {o.skip}
            </Button>
            <Button look="primary" onClick={() => setStep('carry')}>
              {o.pledge.promise}
            </Button>
          </div>
        }
      >
        <PledgeLines />
      </Page>
    );
  return <Carry key="carry" event={id} back={back} />;
}

/** An opener of the deck. It is shown on the first screen until somebody is captured. */
function Carry({ event, back }: { event: string; back: string }) {
  const deck = useLive((store) => readDeck(store, 'opener'), ['card'], []);
  const ready = (deck?.cards ?? []).filter((card) => !rests(card, now.value, hereZone()));
  const { top, step } = useTop(ready);
  const goIn = async (carried?: string) => {
    const store = await openStore();
    await noteProgress(store, event, { began: true, ...(carried && { carried }) });
    go('/');
  };
  return (
    <Page
      title={o.carry.title}
      back={back}
      reach={
        <div class="two">
          <Button look="quiet" onClick={() => void goIn()}>
            {o.carry.without}
          </Button>
          {top && (
            <Button look="primary" onClick={() => void goIn(top.fields.text)}>
              {o.carry.take}
            </Button>
          )}
        </div>
      }
    >
      {top && (
        <div class="stack">
          <SwipeCard id={top.id} text={top.fields.text} more={ready.length > 1} onSwipe={step} />
          {ready.length > 1 && (
            <div class="cluster centred">
              <Button look="quiet" onClick={() => step(1)}>
                {c.another}
              </Button>
            </div>
          )}
        </div>
      )}
      {deck && !top && <p class="soft">{c.allRestText}</p>}
    </Page>
  );
}
