/** What a piece of text is, not how it looks: the caller maps each to a colour, or to nothing. */
export type Style =
  "title" | "dim" | "good" | "notice" | "warning" | "danger" | "added" | "removed" | "command" | "link";

export type Paint = (style: Style, text: string) => string;

export const unpainted: Paint = (_style, text) => text;
