# Llama's forward pass in plain PyTorch, from a folder's config.json and model.safetensors. Prints all logits.
import json, struct, sys
import torch

folder, tokens, batch = sys.argv[1], [int(t) for t in sys.argv[2].split(',')], int(sys.argv[3])
config = json.load(open(f'{folder}/config.json'))
data = open(f'{folder}/model.safetensors', 'rb').read()
begin = 8 + struct.unpack('<Q', data[:8])[0]
weights = {}
for name, entry in json.loads(data[8:begin]).items():
    if name == '__metadata__': continue
    assert entry['dtype'] == 'F32'
    first, last = entry['data_offsets']
    weights[name] = torch.frombuffer(bytearray(data[begin + first:begin + last]), dtype=torch.float32).reshape(entry['shape'])

heads, shared, width = config['num_attention_heads'], config['num_key_value_heads'], config['head_dim']


def norm(x, name):
    return x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + config['rms_norm_eps']) * weights[name]


def rotate(x):
    inverse = 1.0 / (config['rope_theta'] ** (torch.arange(0, width, 2).float() / width))
    angles = torch.outer(torch.arange(x.shape[2]).float(), inverse)
    cosine, sine = torch.cat([angles, angles], -1).cos(), torch.cat([angles, angles], -1).sin()
    half = torch.cat([-x[..., width // 2:], x[..., :width // 2]], -1)
    return x * cosine + half * sine


def attend(x, layer):
    part = lambda name, count: (x @ weights[f'{layer}.self_attn.{name}.weight'].T).view(x.shape[0], x.shape[1], count, width).transpose(1, 2)
    query, key, value = rotate(part('q_proj', heads)), rotate(part('k_proj', shared)), part('v_proj', shared)
    key, value = key.repeat_interleave(heads // shared, 1), value.repeat_interleave(heads // shared, 1)
    scores = query @ key.transpose(-1, -2) / width ** 0.5
    scores = scores.masked_fill(torch.ones(x.shape[1], x.shape[1]).triu(1).bool(), float('-inf'))
    mixed = (scores.softmax(-1) @ value).transpose(1, 2).reshape(x.shape[0], x.shape[1], heads * width)
    return mixed @ weights[f'{layer}.self_attn.o_proj.weight'].T


x = weights['model.embed_tokens.weight'][torch.tensor(tokens).view(batch, -1)]
for index in range(config['num_hidden_layers']):
    layer = f'model.layers.{index}'
    x = x + attend(norm(x, f'{layer}.input_layernorm.weight'), layer)
    y = norm(x, f'{layer}.post_attention_layernorm.weight')
    gate, up = y @ weights[f'{layer}.mlp.gate_proj.weight'].T, y @ weights[f'{layer}.mlp.up_proj.weight'].T
    x = x + (torch.nn.functional.silu(gate) * up) @ weights[f'{layer}.mlp.down_proj.weight'].T
head = weights['model.embed_tokens.weight' if config['tie_word_embeddings'] else 'lm_head.weight']
print(*(norm(x, 'model.norm.weight') @ head.T).flatten().tolist())
