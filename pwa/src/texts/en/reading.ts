/**
 * The words by which a captured line is read, in one language. People write in other languages than their
 * phone's, so the reader uses all languages at once. Words are compared without case and accents; they are
 * separated by spaces, and `_` stands for a space inside one.
 */
export interface Reading {
  /** Between two names. */
  and: string;
  /** Between a name and what is said about it, and removed: "Maya who sails". */
  who: string;
  /** The same, but only after a comma: "Maya, die segelt". */
  whoAfterComma: string;
  /** Refers to the person named before; what follows is about them. */
  pronouns: string;
  /** Like `who`, but not removed: "Maya from Lantern". */
  from: string;
  articles: string;
  /** Words for a person whose name is unknown. */
  somebody: string;
  /** Nouns for people, with an article or a description: "tall guy", "girl who paints". */
  nouns: string;
  /** Somebody by whom they belong to: "Maya's brother Leo". */
  relatives: string;
  /** Words before such a one: "my boss Ines". */
  own: string;
  /** Words before the name of somebody who was described: "the one with the greyhounds, called Ida". */
  named: string;
  /** Words before a name: "Met Maya". */
  met: string;
  /** Words after that name, and removed: "Maya getroffen". */
  metAfter: string;
  /** Words before what was talked about: "about motorbikes". */
  about: string;
  /** Labels before a colon and a name. */
  labels: string;
  /** Labels before a number or an address. */
  reach: string;
  /** Words in place of a name. */
  nameless: string;
  /** "2 people:". */
  people: string;
  numbers: string;
  /** First words of lines that are about nobody. */
  nobody: string;
  /** Words that no name begins with. */
  opening: string;
  /** Verbs that show that the words before them are not a name: "Coffee was great". */
  happened: string;
  /** Endings of capitalised words that are not names. */
  things: string;
}

export const reading: Reading = {
  and: 'and n',
  who: 'who that whos',
  whoAfterComma: 'whose',
  pronouns: 'he she they',
  from: 'from with w w/ at via',
  articles: 'the that this a an some',
  somebody: 'somebody someone whoever he she they',
  nouns: 'guy gal girl boy man woman lady person one kid dude couple fellow chap bloke lad redhead',
  relatives:
    'brother sister wife husband partner friend girlfriend boyfriend boss colleague mother mom mum father dad son daughter cousin flatmate roommate',
  own: 'my our',
  named: 'called named name_is her_name_is his_name_is',
  met: 'met met_with talked_to talked_with spoke_to spoke_with spoken_to chatted_with chatted_to chat_with talk_with this_is sat_with sat_next_to danced_with ran_into bumped_into',
  metAfter: '',
  about: 'about',
  labels: 'name new met person contact who host speaker',
  reach:
    'tel phone mobile mob cell ph number mail email e-mail linkedin insta website web url contact is at',
  nameless: 'no_name name? forgot_name forgot_the_name unknown nn n.n.',
  people: 'people persons faces guests folks others',
  numbers: 'two three four five six seven eight nine ten',
  nobody:
    'wifi wlan wi-fi password pw pwd pin todo to-do meeting agenda idea ideas reminder parking room table address note notes question quote dinner lunch breakfast coffee drinks tip link code ticket tickets order uber taxi train bus hotel flight next plan fyi nb ps q btw',
  opening:
    'what when where why who how which great good nice lovely fun bad best so very too many much lots more no not nobody everybody everyone all most i im ive we it its there here my our your you thanks thank hi hello yes ok wow cool buy call ask send remember bring get go take make do dont need needs should must will would could can check look see find book write read pay meet email text try talk talked told said met saw had got was were is are be but and or if then also again still just only maybe perhaps after before during tonight tomorrow today yesterday monday tuesday wednesday thursday friday saturday sunday morning evening night to for in on by of these those any first last next new old left forgot',
  happened: 'was were will would should could can must starts started began ends ended',
  things: '',
};
