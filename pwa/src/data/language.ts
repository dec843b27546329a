import { call } from './api';
import { getDeviceSetting, type Me, setDeviceSettings } from './deviceSettings';
import { Problem } from './problem';

/**
 * Sets the language chosen on this phone, signed in or not. The account is told as soon as the server can be
 * reached, so that push messages use it too.
 */
export async function chooseLanguage(language: string): Promise<void> {
  const account = await getDeviceSetting('me');
  await setDeviceSettings({ language, ...(account && { me: { ...account, language } }) });
}

/** Tells the server of a language chosen meanwhile. Returns the account with it. */
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
    // The server does not know this language, so asking again would not help.
    if (error.status === 422) await setDeviceSettings({ language: undefined });
    return { ...account, language };
  }
}
