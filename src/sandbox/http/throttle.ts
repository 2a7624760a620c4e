import { throttled } from "../errors.js";
import type { ApiKey, RateLimits } from "../state.js";

interface Window {
  readonly most: number | null;
  readonly lengthMs: number;
}

/** The server's sliding windows, each key for itself. A request that one window refuses still counts in the other. */
export class Throttle {
  readonly #seen = new Map<string, number[]>();

  /** @throws {ApiError} 429 with the whole seconds until a request is let through again */
  admit(key: ApiKey, limits: RateLimits | null, now: number): void {
    const windows: readonly Window[] = [
      { most: limits?.per_minute ?? null, lengthMs: 60_000 },
      { most: limits?.per_hour ?? null, lengthMs: 3_600_000 },
    ];
    const waits = windows.map((window) => this.#wait(key, window, now));
    const longest = Math.max(...waits);
    if (longest > 0) throw throttled(Math.ceil(longest / 1000));
  }

  #wait(key: ApiKey, { most, lengthMs }: Window, now: number): number {
    if (most === null) return 0;
    const name = `${lengthMs} ${key.value}`;
    const recent = (this.#seen.get(name) ?? []).filter((at) => at > now - lengthMs);
    this.#seen.set(name, recent);
    const [oldest] = recent;
    if (oldest !== undefined && recent.length >= most) return lengthMs - (now - oldest);
    recent.push(now);
    return 0;
  }
}
