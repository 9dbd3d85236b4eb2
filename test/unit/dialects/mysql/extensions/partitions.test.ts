import {
  partitionChanges,
  partitionsGone,
  partitionSuffix,
  readPartitions,
  settlePartitions,
} from "../../../../../src/dialects/mysql/extensions/partitions";

const RANGE = "RANGE (`id`)";
const [p0, p1, p2, rest] = [
  "`p0` VALUES LESS THAN (10)",
  "`p1` VALUES LESS THAN (20)",
  "`p2` VALUES LESS THAN (30)",
  "`rest` VALUES LESS THAN MAXVALUE",
] as const;

const ranges = (...partitions: readonly string[]) => ({ "mysql.partitionBy": RANGE, "mysql.partitions": partitions });

describe("partitions", () => {
  it("are read from either spelling of the servers", () => {
    const mysql =
      ") ENGINE=InnoDB\n/*!50100 PARTITION BY RANGE (`id`)\n(PARTITION p0 VALUES LESS THAN (10) ENGINE = InnoDB,\n PARTITION `rest` VALUES LESS THAN MAXVALUE ENGINE = InnoDB) */";
    const mariadb =
      ") ENGINE=InnoDB COMMENT='PARTITION BY x'\n PARTITION BY RANGE (`id`)\n(PARTITION `p0` VALUES LESS THAN (10) ENGINE = InnoDB,\n PARTITION `rest` VALUES LESS THAN MAXVALUE ENGINE = InnoDB)";
    expect(readPartitions(mysql)).toEqual(ranges(p0, rest));
    expect(readPartitions(mariadb)).toEqual(ranges(p0, rest));
    expect(
      readPartitions("/*!50100 PARTITION BY KEY */ /*!50611 ALGORITHM = 1 */ /*!50100 (a)\nPARTITIONS 2 */"),
    ).toEqual({
      "mysql.partitionBy": "KEY ALGORITHM = 1 (a) PARTITIONS 2",
    });
    expect(readPartitions(") ENGINE=InnoDB")).toEqual({});
  });

  it("stand behind the options of CREATE TABLE", () => {
    expect(partitionSuffix(ranges(p0, rest))).toBe(
      `\nPARTITION BY RANGE (\`id\`) (\n  PARTITION ${p0},\n  PARTITION ${rest}\n)`,
    );
    expect(partitionSuffix({ "mysql.engine": "InnoDB" })).toBe("");
  });

  it.each([
    ["is added behind the last", [p0], [p0, p1], [`ADD PARTITION (PARTITION ${p1})`]],
    ["is dropped", [p0, p1], [p1], ["DROP PARTITION `p0`"]],
    ["rolls on", [p0, p1], [p1, p2], ["DROP PARTITION `p0`", `ADD PARTITION (PARTITION ${p2})`]],
    [
      "is split",
      [p0, rest],
      [p0, p1, rest],
      [`REORGANIZE PARTITION \`rest\` INTO (PARTITION ${p1}, PARTITION ${rest})`],
    ],
    [
      "takes in others",
      [p0, p1, rest],
      [p1.replace("p1", "both"), rest],
      ["REORGANIZE PARTITION `p0`, `p1` INTO (PARTITION `both` VALUES LESS THAN (20))"],
    ],
    [
      "takes another bound",
      [p0, p1],
      [p0, p2.replace("p2", "p1")],
      ["REORGANIZE PARTITION `p1` INTO (PARTITION `p1` VALUES LESS THAN (30))"],
    ],
    ["stays", [p0, p1], [p0, p1], []],
  ])("change when one %s", (_what, before, after, expected) => {
    expect(partitionChanges(ranges(...before), ranges(...after))).toEqual(expected);
  });

  it("change in number, and come and go as a whole", () => {
    const hash = (count: number) => ({ "mysql.partitionBy": `HASH (\`id\`) PARTITIONS ${count}` });
    expect(partitionChanges(hash(2), hash(5))).toEqual(["ADD PARTITION PARTITIONS 3"]);
    expect(partitionChanges(hash(5), hash(2))).toEqual(["COALESCE PARTITION 3"]);
    expect(partitionChanges(hash(5), undefined)).toEqual(["REMOVE PARTITIONING"]);
    expect(partitionChanges(undefined, hash(5))).toEqual(["PARTITION BY HASH (`id`) PARTITIONS 5"]);
    expect(partitionChanges(undefined, {})).toEqual([]);
  });

  it("that go are named", () => {
    expect(partitionsGone({ change: ranges(p1), previous: ranges(p0, p1) })).toEqual(["`p0`"]);
    expect(partitionsGone({ change: ranges(p0, p1), previous: ranges(p0) })).toEqual([]);
    expect(partitionsGone({ change: { "mysql.partitionBy": null }, previous: ranges(p0) })).toEqual([]);
  });

  it("are the live ones where people write the same in another way", () => {
    const live = ranges(p0, rest);
    const wanted = {
      "mysql.partitionBy": "range(ID)",
      "mysql.partitions": ["P0 values less than (10)", "rest values less than maxvalue"],
    };
    expect(settlePartitions(wanted, live)).toEqual(live);
    expect(settlePartitions({ ...wanted, "mysql.partitionBy": "range(other)" }, live)).toEqual({
      ...live,
      "mysql.partitionBy": "range(other)",
    });
  });
});
