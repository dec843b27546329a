import { account as a } from '../../app/texts/account';
import { language, languages, speakNext } from '../../app/texts/language';
import { chooseLanguage } from '../../data/language';
import { Choice } from '../../ui/Field';

/** "Deutsch", "English", "Español": each as those who speak it call it. */
const options = languages.map((code) => {
  const name = new Intl.DisplayNames(code, { type: 'language' }).of(code) ?? code;
  return { value: code, label: name.charAt(0).toLocaleUpperCase(code) + name.slice(1) };
});

/** The app starts anew in the language that is chosen; nothing that was typed is lost by it. */
export function Language() {
  const choose = async (wanted: string) => {
    await chooseLanguage(wanted);
    if (speakNext(wanted)) location.reload();
  };
  return <Choice label={a.settings.language} value={language} options={options} onText={choose} />;
}
