import { describeSets } from "./describe-sets";

describeSets("columns", "columns of PostgreSQL", "columns of MySQL", "columns of SQLite");
