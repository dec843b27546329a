import type * as en from '../en/trash';

export const trash: typeof en.trash = {
  title: 'Gelöscht',
  detail: '30 Tage lang lässt sich alles zurückholen.',
  none: 'Nichts ist gelöscht.',
  back: 'Zurückholen',
  bringBack: (what) => `Zurückholen: ${what}`,
  forget: 'Endgültig vergessen',
  forgetOf: (what) => `Endgültig vergessen: ${what}`,
  restored: 'Ist wieder da.',
  until: (day) => `hier bis ${day}`,
};

export const versions: typeof en.versions = {
  title: 'Frühere Fassungen',
  kept: 'Jeder Text wird mindestens ein halbes Jahr aufgehoben.',
  none: 'Es gibt keine früheren Fassungen.',
  asking: 'Der Server wird gefragt …',
  unreachable:
    'Die früheren Fassungen liegen auf dem Server, und der ist gerade nicht zu erreichen. Das weiß dieses Handy:',
  here: (when) => `auf diesem Handy, ${when}`,
  elsewhere: (when) => `auf einem anderen Handy, ${when}`,
  back: 'Diese nehmen',
  bringBack: (what) => `Diese nehmen: ${what}`,
  restored: 'Diese Fassung ist wieder da.',
};
