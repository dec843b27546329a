/** How to get better at meeting people: pages of at most 120 words, each with one thing to try. */
export const shelf = {
  title: 'Getting better at it',
  text: 'Seven short pages, to be read in a quiet minute.',
  tonight: 'Tonight: ',
  pages: {
    begin: {
      title: 'How to begin',
      text: 'Walk up with nothing to sell. Ask what brought them out tonight, and mean it: the answer is nearly always a story. If you are alone, look for somebody else who is. Two people who know nobody are already half acquainted. A smile and your first name are enough to start; what you do for a living can wait until somebody asks.',
      tryIt: 'Ask one person what they were doing an hour before they came.',
    },
    listen: {
      title: 'How to listen',
      text: 'People remember the one who let them finish. Ask about the last thing they said, not the next thing on your mind. Let a silence stand: the good part often comes after it. Leave your eyes where the talk is; whoever looks over a shoulder has left already. You do not have to be interesting tonight. Being interested does it.',
      tryIt: 'Ask two questions in a row about the same thing.',
    },
    leave: {
      title: 'How to leave kindly',
      text: 'A conversation may end while it is still good. Say what you liked about it, say their name, and go: “I am glad you told me about the greyhounds. Enjoy the evening, Ida.” No excuse is needed, and no promise that you will not keep. Better still, hand them on: bring them to somebody who would love the same story.',
      tryIt: 'Close one conversation by repeating the thing you liked best.',
    },
    introduce: {
      title: 'How to introduce two people',
      text: 'Say who each of them is by what they love, not by their job: “Maya water-skis even in October; Tom blogs about finishing last.” Then name the thread between them, and step back. Ask both first when you do it by message. It costs a minute, it is the kindest thing one can do in a room, and it comes back when nobody expects it.',
      tryIt: 'Bring two people together who both like being outdoors.',
    },
    remembered: {
      title: 'How to be remembered for what one loves',
      text: 'When somebody asks what you do, answer the question they would rather have asked. One true sentence about what you could talk about all night is easier to keep than a title: “I paint the view from every train I take.” It opens a door that a company name keeps shut, and it is how they will find you in their head next year.',
      tryIt: 'Introduce yourself once without your job.',
    },
    pitch: {
      title: 'How to say in thirty seconds what a client does',
      text: 'Only when somebody asks. Three parts are enough: for whom it is, what changes for them, and one story of one person. No adjectives, no list. “It is for people who cook for twenty. They stop throwing food away. A school in Porto now feeds thirty with what it used to bin.” Then ask them something. Thirty seconds, and back to the evening.',
      tryIt: 'Tell the story of one client to somebody who has nothing to do with it, and stop.',
    },
    morning: {
      title: 'How to write the morning after',
      text: 'Write while you can still hear their voice. One line about them, none about you: the thing they told you, and that you liked hearing it. Ask for nothing. If you promised something, keep it in the same message. Who does not answer has still been greeted, and that is all it was for.',
      tryIt: 'Write to the person you think least likely to answer.',
    },
  },
  /** Small things to do at an event, for users who stand alone. They are not counted. */
  dares: [
    'Ask somebody about the thing they carry.',
    'Find the person who came the furthest, and ask why.',
    'Say hi to whoever stands nearest to the wall.',
    'Tell somebody what you liked about their question.',
    'Ask what they would do with a free Tuesday.',
    'Introduce two people before your glass is empty.',
    'Learn one name from somebody who works here tonight.',
    'Ask for a book, a dish or a place, and write it down.',
  ] as readonly string[],
};
