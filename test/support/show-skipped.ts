/** Shows a test as skipped, with the reason in its name: what it needs is not on this machine. */
export function showSkipped(reason: string): void {
  it.skip(reason, () => {});
}
