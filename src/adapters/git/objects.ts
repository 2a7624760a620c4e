import { Socket } from "node:net";
import { receiver } from "./batch-answers.js";
import type { Answer, GitObject } from "./batch-answers.js";
import { LONGEST_MS, MOST_BYTES } from "./program.js";
import type { StartGit } from "./program.js";

/** undefined: there is no such object, or no git */
export type ReadObject = (name: string) => Promise<GitObject | undefined>;

/** Objects by their full names, all read by one process: to start one for each takes longer than to read it. */
export function objectsIn(start: StartGit): ReadObject {
  let reader: Reader | undefined;
  return (name) =>
    new Promise((answer) => {
      reader ??= startReader(start, () => (reader = undefined));
      reader.ask(name, answer);
    });
}

interface Reader {
  ask(name: string, answer: Answer): void;
}

/** One that is asked nothing for so long is let go. */
const IDLE_MS = 2000;

/** @param ended  called once, before whoever still waits is answered */
function startReader(start: StartGit, ended: () => void): Reader {
  const child = start(["cat-file", "--batch"]);
  const waiting: Answer[] = [];
  let timer: NodeJS.Timeout | undefined;

  const end = (): void => {
    clearTimeout(timer);
    child.removeAllListeners().on("error", () => {});
    child.kill();
    ended();
    for (const answer of waiting.splice(0)) answer(undefined);
  };

  /** Only what is asked keeps this process alive, and a git that hangs is not waited for without end. */
  const watch = (): void => {
    const isIdle = waiting.length === 0;
    clearTimeout(timer);
    timer = setTimeout(end, isIdle ? IDLE_MS : LONGEST_MS);
    // Pipes of a child are sockets, although their types do not say so.
    const pipes = [child.stdin, child.stdout].filter((pipe) => pipe instanceof Socket);
    for (const held of [timer, child, ...pipes]) {
      if (isIdle) held.unref();
      else held.ref();
    }
  };

  const received = receiver(MOST_BYTES, (object) => waiting.shift()?.(object));
  child.once("error", end).once("close", end);
  child.stdin.on("error", () => {}); // it says so by closing
  child.stdout.on("data", (chunk: Buffer) => {
    if (received(chunk)) watch();
    else end();
  });

  return {
    ask(name, answer) {
      waiting.push(answer);
      child.stdin.write(`${name}\n`);
      watch();
    },
  };
}
