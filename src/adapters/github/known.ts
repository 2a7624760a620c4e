import type { Known, Unknown } from "../../model/github/known.js";

export const known = <T>(value: T): Known<T> => ({ known: true, value });

export const incomplete = (call: string): Unknown => ({ known: false, why: "incomplete", call });

export const mapKnown = <T, U>(from: Known<T>, change: (value: T) => U): Known<U> =>
  from.known ? known(change(from.value)) : from;
