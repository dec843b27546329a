import { useState } from 'preact/hooks';
import { chooseLanguage } from '../../data/language';
import { account as a } from '../../texts/account';
import { fetchTexts, language, languages, speakNext } from '../../texts/language';
import { Choice } from '../../ui/Field';
import { toast } from '../../ui/Toast';

/** "Deutsch", "English", "Español": each in its own language. */
const options = languages.map((code) => {
  const name = new Intl.DisplayNames(code, { type: 'language' }).of(code) ?? code;
  return { value: code, label: name.charAt(0).toLocaleUpperCase(code) + name.slice(1) };
});

/** Chooses the language. The app reloads in it, and loses nothing that was typed. */
export function Language() {
  const [shown, setShown] = useState(language);
  const choose = async (wanted: string) => {
    setShown(wanted);
    try {
      await fetchTexts(wanted);
    } catch {
      setShown(language);
      return toast(a.settings.languageOffline);
    }
    await chooseLanguage(wanted);
    if (speakNext(wanted)) location.reload();
  };
  return <Choice label={a.settings.language} value={shown} options={options} onText={choose} />;
}
