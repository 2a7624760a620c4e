/**
 * Does the address stay on this machine? Names that only resolve to it are left to nobody: a resolver can be made to lie.
 *
 * @param hostname  as a parsed URL has it, where `127.1` and `0x7f.1` have become `127.0.0.1`
 */
export const isLoopback = (hostname: string): boolean =>
  hostname === "localhost" || hostname === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(hostname);
