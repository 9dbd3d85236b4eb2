import { Post } from "../entities/post";
import { Tag } from "../entities/tag";
import { User } from "../entities/user";
import { dataSource } from "./data-source";

async function main(): Promise<void> {
  await dataSource.initialize();
  const users = dataSource.getRepository(User);
  const posts = dataSource.getRepository(Post);
  const tags = dataSource.getRepository(Tag);

  const ada = await users.save({ name: "Ada", email: "ada@example.org" });
  const grace = await users.save({ name: "Grace", email: "grace@example.org" });
  const sql = await tags.save({ name: "sql" });
  const typescript = await tags.save({ name: "typescript" });

  await posts.save([
    { title: "Revisions are code", body: "Review them.", author: ada, tags: [sql, typescript], published: true },
    { title: "Why not by hand?", body: "Because you forget one.", author: ada, tags: [sql], published: true },
    { title: "A compiler, at last", body: "Draft.", author: grace, tags: [typescript] },
  ]);

  console.log(`${await users.count()} users, ${await posts.count()} posts, ${await tags.count()} tags`);
  await dataSource.destroy();
}

void main();
