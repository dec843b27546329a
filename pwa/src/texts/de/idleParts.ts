import type * as en from '../en/idleParts';

export const idleParts: typeof en.idleParts = {
  notYet: 'Dieser Teil der App ist noch nicht auf diesem Handy.',
  comes: 'Er kommt von selbst, sobald es Netz gibt.',
};
