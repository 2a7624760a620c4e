/** Text from outside in a table cell or a heading: every character that Markdown or HTML could read as its own is an entity. */
export const markdownText = (text: string): string =>
  text.replaceAll(/[^\p{L}\p{N} .,]/gu, (character) => `&#${character.codePointAt(0)};`);

/** Text from outside as code. An element, because a back-tick span ends at the first bar of a table. */
export const markdownCode = (text: string): string => `<code>${markdownText(text)}</code>`;
