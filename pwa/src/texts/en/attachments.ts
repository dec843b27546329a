import { number, plural } from './index';

export const attachments = {
  camera: 'Take a picture',
  record: 'Record what you say',
  stop: 'Stop recording',
  /** What a note is called that has no words of its own, and what is told of a picture without a caption. */
  picture: 'A picture',
  recording: 'A recording',
  level: 'How loud it is',
  play: 'Play the recording',
  pause: 'Pause',
  speed: (rate: string) => `At ${rate} speed`,
  remove: (what: string) => `Remove: ${what}`,
  removed: 'Removed.',
  keeping: 'Being kept…',
  refused: {
    unreadable: 'This is no picture that can be read here.',
    too_large: 'This picture is too large to be opened here.',
    full: 'Not kept: the phone is full. Make some room, then try once more.',
    broken: 'Not kept: something went wrong. Try once more.',
    microphone: 'I may not listen. Allow the microphone in the settings of your browser.',
  },
  title: 'Pictures and recordings',
  add: 'Add a picture',
  addPhoto: 'Add their photo',
  changePhoto: 'Change their photo',
  photoOf: (who: string) => `Photo of ${who}`,
  open: (what: string) => `Open: ${what}`,
  caption: 'What is to be seen?',
  delete: 'Delete',
  deleted: 'Deleted.',
  noRoom: 'The server has no room for it. It stays on this phone.',
  comes: 'The whole of it comes when there is a network.',
  notThere: 'It is not on the server yet: the phone that it was made on has not sent it.',
  notShown: 'This cannot be shown here.',
  hereOnly: (n: number) =>
    plural(n, {
      one: '1 picture or recording is still on this phone only.',
      other: `${number(n)} pictures and recordings are still on this phone only.`,
    }),
  used: (used: string, most: string) => `The app uses ${used} of the ${most} it may have here.`,
  wifiOnly: 'Send pictures over Wi-Fi only',
};
