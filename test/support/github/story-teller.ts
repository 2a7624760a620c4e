import { expectGolden } from "../golden.js";
import type { ActionScene } from "./action-scene.js";
import type { StepEnded } from "./run-action.js";
import { readAsRunner } from "./runner-log.js";
import { stableText } from "./stable-text.js";

interface Section {
  readonly title: string;
  readonly text: string;
}

/** Tells a story as golden files, one a chapter: what a step left that people and later steps get to see. */
export function storyTeller(scene: ActionScene): (name: string, ended: StepEnded) => void {
  const stable = stableText();
  const known = new Map<string, string>();
  let chapter = 0;
  return (name, ended) => {
    const news = [...sectionsOfStep(ended), ...sectionsOnGitHub(scene)]
      .map(({ title, text }) => ({ title, text: stable(text).trim() }))
      .filter(({ title, text }) => text !== (known.get(title) ?? ""));
    for (const { title, text } of news) known.set(title, text);
    for (const { title } of sectionsOfStep(ended)) known.delete(title);
    const told = withoutRepetition(news).map(({ title, text }) => `======== ${title} ========\n${text}\n`);
    expectGolden(`github-story/${String((chapter += 1)).padStart(2, "0")}-${name}.txt`, told.join("\n"));
  };
}

function sectionsOfStep({ code, outputs, summary, log }: StepEnded): readonly Section[] {
  const annotations = readAsRunner(log).commands.filter(({ name }) => name === "error" || name === "warning");
  const lines = annotations.map(({ name, properties, value }) => `${name} ${pairs(properties).join(" ")}\n${value}`);
  return [
    { title: "outputs", text: [`exit ${code}`, ...pairs(outputs)].join("\n") },
    { title: "annotations", text: lines.join("\n\n") },
    { title: "job summary", text: summary },
  ];
}

const sectionsOnGitHub = ({ gh }: ActionScene): readonly Section[] => [
  ...gh.threads.flatMap(({ number, title, body, state, labels, pull }) => {
    const thread = `${pull === null ? "issue" : "pull request"} #${number}`;
    return [
      { title: thread, text: [title, state, ...labels.map((label) => `label ${label}`)].join("\n") },
      { title: `${thread}, text`, text: body },
      ...gh
        .commentsOn(number)
        .map((comment, index) => ({ title: `${thread}, comment ${index + 1}`, text: comment.body })),
    ];
  }),
  ...gh.checks.flatMap(({ facts }, index) => {
    const check = `check ${index + 1}, ${String(facts["name"])}`;
    const output = facts["output"] as { readonly title: string; readonly summary: string };
    return [
      { title: check, text: `${String(facts["conclusion"])}: ${output.title}` },
      { title: `${check}, text`, text: output.summary },
    ];
  }),
];

const MARKER = /^<!-- .* -->\n+/;

/** A check says again what a comment says: once is enough to read. */
function withoutRepetition(sections: readonly Section[]): readonly Section[] {
  const first = new Map<string, string>();
  return sections.map(({ title, text }) => {
    const bare = text.replace(MARKER, "");
    const same = first.get(bare);
    if (same === undefined) first.set(bare, title);
    return { title, text: same === undefined ? text : `(the same as: ${same})` };
  });
}

const pairs = (members: Readonly<Record<string, string>>): readonly string[] =>
  Object.entries(members).map(([name, value]) => `${name}=${value}`);
