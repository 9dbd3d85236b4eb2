/** A database of one dialect's own tests: its name, and how to get one there. */
export type NamedPlace<Place> = readonly [name: string, create: (label: string) => Promise<Place>];

/**
 * Runs a block of tests once for each place; where no server answers, the block is shown as skipped.
 * `title` holds `%s` for the name of the place.
 */
export function describeEachPlace<Place>(
  places: readonly NamedPlace<Place>[],
  title: string,
  define: (name: string, create: NamedPlace<Place>[1]) => void,
): void {
  if (places.length > 0) {
    describe.each(places as [string, NamedPlace<Place>[1]][])(title, define);
    return;
  }
  describe.skip(title.replace("%s", "a server"), () => {
    it("needs a server that answers", () => expect(places).not.toEqual([]));
  });
}
