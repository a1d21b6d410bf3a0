// Encodes a file as Hugging Face's own tokenizers do, and decodes it again.
import { readFileSync } from 'node:fs';
import { Tokenizer } from './tokenizers.mjs';

const [folder, file] = process.argv.slice(2);
const read = name => JSON.parse(readFileSync(`${folder}/${name}`, 'utf8'));
const tokenizer = new Tokenizer(read('tokenizer.json'), read('tokenizer_config.json'));
const text = readFileSync(file, 'utf8');
const { ids } = tokenizer.encode(text);
console.log(JSON.stringify({ ids, same: tokenizer.decode(ids) === text }));
