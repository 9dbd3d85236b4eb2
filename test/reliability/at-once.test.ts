import { describeEachDatabase } from "../support/databases";
import { startProxy } from "./killing-proxy";
import { ShopProject } from "./shop-project";
import { revisionCount } from "./shop";

const PROCESSES = Number(process.env["ORMOLU_PROCESSES"] ?? 10);
const ROUNDS = Number(process.env["ORMOLU_ROUNDS"] ?? 1);

describeEachDatabase(
  `${PROCESSES} processes at once (ORMOLU_PROCESSES, ORMOLU_ROUNDS)`,
  (database) => {
    let project: ShopProject;
    beforeAll(() => {
      project = new ShopProject(database);
    });
    afterAll(() => project.remove());

    it("apply every revision once, and all of them end well", async () => {
      const clean = await project.createDatabase("upgraded");
      const expected = await project.read(clean);
      for (let round = 0; round < ROUNDS; round += 1) {
        const options = await project.createDatabase();
        const proxy = options.url === undefined ? undefined : await startProxy(options.url, { barrier: PROCESSES });
        const way = proxy === undefined ? options : { ...options, url: proxy.url };
        const results = await Promise.all(
          Array.from({ length: PROCESSES }, () => project.orm(way, ["upgrade", "head"])),
        );
        await proxy?.close();
        expect(results.filter(({ status }) => status !== 0).map(({ stderr }) => stderr)).toEqual([]);
        const applied = results.map(({ stdout }) => stdout.match(/↑/g)?.length ?? 0);
        expect(applied.reduce((sum, value) => sum + value, 0)).toBe(revisionCount);
        expect(await project.read(options)).toBe(expected);
      }
    }, 600_000);
  },
  { makesManyDatabases: true },
);
