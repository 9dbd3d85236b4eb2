let count = 0;

/** A name that no other worker uses; the process id in it lets a later run drop what a killed one left. */
export function createDatabaseName(): string {
  count += 1;
  return `orm_test_${process.pid}_${Date.now().toString(36)}_${count}`;
}
