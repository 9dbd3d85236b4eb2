import { describeEachDatabase } from "../support/databases";
import { ShopProject, type KillPoint } from "./shop-project";

/** How many points each command is killed at: `all` of them, before and after, takes some minutes a database. */
const POINTS = process.env["ORMOLU_CRASH_POINTS"] ?? "6";

/** Points spread over the whole run, before and after in turn. */
function choosePoints(count: number): KillPoint[] {
  const all = Array.from({ length: count }, (_, index) => index + 1).flatMap((at): KillPoint[] => [
    { at, when: "before" },
    { at, when: "after" },
  ]);
  const wanted = POINTS === "all" ? all.length : Math.min(Number(POINTS), all.length);
  // The middle of each of so many equal parts, so that the first messages of a connection do not take them all.
  return Array.from({ length: wanted }, (_, index) => all[Math.floor(((index + 0.5) * all.length) / wanted)]!);
}

describeEachDatabase(
  "a command that is killed (ORMOLU_CRASH_POINTS)",
  (database) => {
    let project: ShopProject;
    beforeAll(() => {
      project = new ShopProject(database);
    });
    afterAll(() => project.remove());

    it.each([
      ["upgrade", ["upgrade", "head"], "seeded"],
      ["downgrade", ["downgrade", "base", "--yes"], "upgraded"],
    ] as const)(
      "%s: is right after the next run, wherever the first was killed",
      async (_name, args, state) => {
        const clean = await project.createDatabase(state);
        const count = await project.countPoints(clean, args);
        const expected = await project.read(clean);
        const failures: string[] = [];
        for (const point of choosePoints(count)) {
          const options = await project.createDatabase(state);
          await project.kill(options, args, point);
          const { status, stderr } = await project.orm(options, args);
          const isRight = status === 0 && (await project.read(options)) === expected;
          if (!isRight) failures.push(`${point.when} ${point.at} of ${count}: status ${status} ${stderr}`);
        }
        expect(failures).toEqual([]);
      },
      POINTS === "all" ? 3_600_000 : 120_000,
    );
  },
  { makesManyDatabases: true },
);
