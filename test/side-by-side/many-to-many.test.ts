import { describeSets } from "./describe-sets";

describeSets("many to many", "trees");
