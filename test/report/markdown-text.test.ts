import { describe, expect, it } from "vitest";
import {
  alert,
  code,
  codeElement,
  fence,
  folded,
  link,
  plain,
  safe,
  safeHtml,
} from "../../src/report/markdown-text.js";
import { seenIn } from "./github/outside-code.js";

describe("text from outside in a line", () => {
  it.each([
    { behaviour: "is code", text: "public.orders", shown: "`public.orders`" },
    { behaviour: "gets one back-tick more than it has", text: "a``b`c", shown: "```a``b`c```" },
    { behaviour: "is padded where it begins with a back-tick", text: "`a", shown: "`` `a ``" },
    { behaviour: "is padded where it ends with a space", text: "a ", shown: "` a  `" },
    { behaviour: "keeps its line", text: "a\nb", shown: "`a\\u000ab`" },
    { behaviour: "shows what hides", text: "a\u202eb", shown: "`a\\u202eb`" },
    { behaviour: "is an element where a bar would end a cell", text: "a|b", shown: "<code>a&#124;b</code>" },
    { behaviour: "is an element where it is empty", text: "", shown: "<code></code>" },
  ])("$behaviour", ({ text, shown }) => {
    expect(code(text).markdown).toBe(shown);
  });
});

describe("an element of code", () => {
  it("leaves letters and digits alone and makes everything else an entity", () => {
    expect(codeElement("a_1<é").markdown).toBe("<code>a&#95;1&#60;é</code>");
  });

  it.each(["www.evil.example|", "https://evil.example|", "mail@evil.example|"])(
    "keeps %s from becoming a link",
    (text) => {
      expect(seenIn(`see ${codeElement(text).markdown}`).links).toEqual([]);
    },
  );
});

describe("words of our own", () => {
  it.each(["2 wipe at least 961,330 rows", "nothing could be planned: 0 of 3 declared tables read", "✗ wipe"])(
    "stand as they are: %s",
    (text) => {
      expect(plain(text).markdown).toBe(text);
    },
  );

  it.each(["@octocat", "see #1", ":tada:", "a_b_", "<b>", "[x](y)", "www.example.com", "a\nb"])(
    "become code where they are more than words: %s",
    (text) => {
      expect(plain(text).markdown).toMatch(/^<code>.*<\/code>$/);
    },
  );
});

describe("lines from outside", () => {
  it("cannot close their fence", () => {
    expect(fence(["a", "````", "b"], "text").markdown).toBe("`````text\na\n````\nb\n`````");
  });

  it("hold one line each", () => {
    expect(fence(["a\n```\nb"], "text").markdown).toBe("````text\na\\u000a```\\u000ab\n````");
  });
});

describe("a link", () => {
  it.each([
    { behaviour: "goes to the web", address: "https://x.example/a?b=1#c", shown: "[run](https://x.example/a?b=1#c)" },
    {
      behaviour: "cannot be ended early",
      address: "https://x.example/a)b|c",
      shown: "[run](https://x.example/a%29b%7Cc)",
    },
    { behaviour: "goes nowhere else", address: "javascript:alert(1)", shown: "run" },
    { behaviour: "is none without an address", address: "", shown: "run" },
  ])("$behaviour", ({ address, shown }) => {
    expect(link(safe`run`, address).markdown).toBe(shown);
  });
});

describe("blocks", () => {
  it("fold Markdown below a summary, with the empty line that Markdown needs there", () => {
    expect(folded(safeHtml`why`, safe`because`).markdown).toBe(
      "<details>\n<summary>why</summary>\n\nbecause\n\n</details>",
    );
  });

  it("alert in GitHub's own form", () => {
    expect(alert("CAUTION", [safe`one`, safe`two`]).markdown).toBe("> [!CAUTION]\n> one\n> two");
  });
});

describe("the reader of the tests", () => {
  it.each([
    { text: "a @octocat b", seen: { texts: ["a @octocat b"] } },
    { text: "`@octocat`", seen: { texts: [] } },
    { text: "x <code>&#64;octocat</code> y", seen: { texts: ["x ", " y"] } },
    { text: "<img src=x>", seen: { elements: ["img src=x"] } },
    { text: "see https://evil.example", seen: { links: ["https://evil.example"] } },
    { text: "<summary>@octocat</summary>", seen: { texts: ["@octocat"] } },
  ])("sees what is not code in $text", ({ text, seen }) => {
    expect(seenIn(text)).toMatchObject(seen);
  });
});
