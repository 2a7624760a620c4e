import { isRecord } from "../../model/is-record.js";

export type Members = Readonly<Record<string, unknown>>;

/** The members of a body; of anything but an object there are none, because source actions ignore what they do not know. */
export const membersOf = (body: unknown): Members => (isRecord(body) ? body : {});
