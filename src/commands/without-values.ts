/**
 * What commander says of an option that it does not know, without the value that was typed with it: in `--secret=…` that may be
 * one that no terminal, log or file is to show.
 */
export const withoutValues = (text: string): string =>
  text.replace(/(unknown option '(?:--[^=']*|-[^-]))(?:[^'][\s\S]*)?'(?=\n|$)/, "$1'");
