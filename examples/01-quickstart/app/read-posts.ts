import { Post } from "../entities/post";
import { User } from "../entities/user";
import { dataSource } from "./data-source";

async function main(): Promise<void> {
  await dataSource.initialize();

  const published = await dataSource.getRepository(Post).find({
    where: { published: true },
    relations: { author: true, tags: true },
    order: { title: "ASC" },
  });
  for (const { title, author, tags } of published) {
    const names = tags.map((tag) => tag.name).sort();
    console.log(`${title}, by ${author.name} [${names.join(", ")}]`);
  }

  const grace = await dataSource.getRepository(User).findOne({
    where: { email: "grace@example.org" },
    relations: { posts: true },
  });
  console.log(`${grace?.name} has ${grace?.posts.length} post, published: ${grace?.posts[0]?.published}`);

  await dataSource.destroy();
}

void main();
