/**
 * What a terminal or a viewer would act on instead of showing it: control characters, and those that turn the direction of writing or
 * break a line without being seen (https://www.unicode.org/reports/tr36/#Bidirectional_Text_Spoofing).
 */
const ACTS = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** As `\x1b`, or as `\u009b`, which JSON reads too: there the first ones are escaped already. */
function escaped(character: string): string {
  const code = character.charCodeAt(0);
  return code < 0x20 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`;
}

/** The text with what would act on a terminal replaced; new lines and tabs stay. */
export const withoutControls = (text: string, replace: (character: string) => string): string =>
  text.replace(ACTS, (character) => (character === '\n' || character === '\t' ? character : replace(character)));

/** A text as it may be shown: what would act on the terminal is written as `\x1b`. New lines and tabs stay. */
export const printable = (text: string): string => withoutControls(text, escaped);

/** A name or a title as it may be shown: on one line, whatever stands in it. */
export const printableLine = (text: string): string => text.replace(ACTS, escaped);

/** Whether a text holds nothing but what is shown: a name has no line break either. */
export const isPrintableLine = (text: string): boolean => printableLine(text) === text;
