/**
 * Phrases by which people ask for something, as in searching.ts, with the words that follow. Questions out of
 * interest ("how is your week?", "can you sail?") are not included.
 */
export const asking: readonly string[] = [
  'can|could|would|will you please|possibly|maybe? introduce|connect|send|share|forward|pass|put|help|recommend|review|retweet|repost|promote|mention|cover|feature|sponsor|support|sign|join|buy|try|vote|write|look|check|take|spare',
  'would you mind',
  'would you be able|open|willing|interested',
  'are you looking for',
  'are you hiring',
  'do me a favour|favor',
  'a quick|small|little? favour|favor',
  'pick your brain',
  'introduce me|us to',
  'an? intro|introduction to',
  'put in a good? word',
  'i|we need|want your|a|an|some',
  'i|we was|were|am|are? hoping|wondering you|if',
  'check|checking out my|our',
  'take|have a look at my|our',
  'sign up',
  'book|schedule|set|hop|jump up|on? a quick? call|demo|meeting',
];
