import { call } from './api';
import { getDeviceSetting, type Me, setDeviceSettings } from './deviceSettings';
import { Problem } from './problem';

/**
 * The language that was chosen on this phone, signed in or not. The account hears of it as soon as the
 * server can be reached, so that push messages speak it too.
 */
export async function chooseLanguage(language: string): Promise<void> {
  const account = await getDeviceSetting('me');
  await setDeviceSettings({ language, ...(account && { me: { ...account, language } }) });
}

/** Tells the server what was chosen meanwhile; returns the account as it is with that. */
export async function tellLanguage(account: Me): Promise<Me> {
  const language = await getDeviceSetting('language');
  if (!language) return account;
  try {
    const told =
      language === account.language ? account : await call<Me>('PATCH', '/me', { language });
    await setDeviceSettings({ language: undefined });
    return told;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    // A server that does not know the language will not learn it by being asked again.
    if (error.status === 422) await setDeviceSettings({ language: undefined });
    return { ...account, language };
  }
}
