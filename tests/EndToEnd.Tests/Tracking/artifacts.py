"""Artifacts and logged models as MLflow's documentation describes them, with Python's own library, requests and curl."""
import hashlib, http.client, json, os, re, socket, subprocess, sys, urllib.error, urllib.parse, urllib.request
import requests

URI, TOKEN, SERVER = os.environ['MLFLOW_TRACKING_URI'], os.environ['MLFLOW_TRACKING_TOKEN'], int(os.environ['SERVER_PROCESS'])
HOST = urllib.parse.urlsplit(URI).netloc
PROXY = '/api/2.0/mlflow-artifacts/artifacts'
LARGE, BLOCK = 200 << 20, 1 << 20
session = requests.Session()
session.headers['Authorization'] = f'Bearer {TOKEN}'


def expect(got, wanted): assert got == wanted, f'{got!r} instead of {wanted!r}'


def api(method, path, /, prefix='/api/2.0/mlflow/', **fields):
    answer = session.request(method, URI + prefix + path, **({'params': fields} if method == 'GET' else {'json': fields}))
    assert answer.status_code == 200, (method, path, answer.status_code, answer.text)
    return answer.json()


def refused(answer, status, code): expect((answer.status_code, answer.json()['error_code']), (status, code))


def raw(method, target, body=None, headers={}):
    """Sends the target as it is: no library tidies it up before."""
    connection = http.client.HTTPConnection(HOST)
    connection.request(method, target, body, {'Authorization': f'Bearer {TOKEN}', **headers})
    answer = connection.getresponse()
    status, content = answer.status, answer.read()
    connection.close()
    return status, content


def put(path, content): return session.put(f'{URI}{PROXY}/{path}', data=content)
def listed(path, prefix='/api/2.0'): return [(one['path'], one['is_dir'], one.get('file_size')) for one in api('GET', 'artifacts', prefix=prefix + '/mlflow-artifacts/', path=path)['files']]
def memory(): return int(re.search(r'VmRSS:\s+(\d+)', open(f'/proc/{SERVER}/status').read())[1]) << 10


def begin(): return api('POST', 'runs/create', experiment_id='0', run_name='files')['run']['info']


def files(run):
    root = run['artifact_uri']
    expect(root, f"mlflow-artifacts:/0/{run['run_id']}/artifacts")
    place = root.removeprefix('mlflow-artifacts:/')
    for name, content in (('MLmodel', b'flavors: {}\n'), ('model/weights.bin', bytes(range(256))), ('model/code/train.py', b'print(1)\n'), ('empty', b''), ('Größe über 50%25.txt', b'x')):
        expect(put(f'{place}/{urllib.parse.quote(name)}', content).json(), {})
    expect(set(listed(place)), {('Größe über 50%25.txt', False, 1), ('MLmodel', False, 12), ('empty', False, 0), ('model', True, None)})
    expect(listed(f'{place}/model', '/ajax-api/2.0'), [('code', True, None), ('weights.bin', False, 256)])
    expect(listed(f'{place}/MLmodel'), [])
    of_run = api('GET', 'artifacts/list', run_id=run['run_id'], path='model')
    expect((of_run['root_uri'], [(one['path'], one['is_dir']) for one in of_run['files']]), (root, [('model/code', True), ('model/weights.bin', False)]))

    curl = ['curl', '-sSf', '-H', f'Authorization: Bearer {TOKEN}']
    expect(subprocess.run([*curl, f'{URI}{PROXY}/{place}/model/weights.bin'], capture_output=True, check=True).stdout, bytes(range(256)))
    expect(subprocess.run([*curl, '-r', '10-19', f'{URI}{PROXY}/{place}/model/weights.bin'], capture_output=True, check=True).stdout, bytes(range(10, 20)))
    expect(subprocess.run([*curl, '-T', '-', f'{URI}{PROXY}/{place}/piped'], input=b'of unknown length', capture_output=True, check=True).stdout, b'{}')
    for address in ('/get-artifact', '/ajax-api/2.0/mlflow/get-artifact'):
        expect(session.get(URI + address, params={'run_uuid': run['run_id'], 'path': 'model/code/train.py'}).content, b'print(1)\n')
    expect(session.get(URI + '/get-artifact', params={'run_id': run['run_id'], 'path': 'Größe über 50%25.txt'}).content, b'x')
    sent = session.post(URI + '/ajax-api/2.0/mlflow/upload-artifact', params={'run_uuid': run['run_id'], 'path': 'notes/page.json'}, data=b'{}')
    expect((sent.status_code, sent.json()), (200, {}))
    expect(listed(f'{place}/notes'), [('page.json', False, 2)])
    refused(session.post(URI + '/ajax-api/2.0/mlflow/upload-artifact', params={'run_uuid': run['run_id'], 'path': 'big'}, data=bytes(11 << 20)), 400, 'INVALID_PARAMETER_VALUE')
    refused(session.get(f'{URI}{PROXY}/{place}/nothing'), 404, 'RESOURCE_DOES_NOT_EXIST')
    refused(session.get(URI + '/get-artifact', params={'run_id': '0' * 32, 'path': 'x'}), 404, 'RESOURCE_DOES_NOT_EXIST')

    expect(session.delete(f'{URI}{PROXY}/{place}/model').json(), {})
    expect(session.delete(f'{URI}{PROXY}/{place}/empty').json(), {})
    expect({name for name, _, _ in listed(place)}, {'Größe über 50%25.txt', 'MLmodel', 'notes', 'piped'})
    return place


def tricks(run, place):
    put(f'{place}/kept', b'kept')
    for text in ('..%2f..%2fsecrets', '%2e%2e/x', '%252e%252e/%252e%252e/x', 'a%5c..%5cb', 'a%255cb', '%2fetc/passwd', '/etc/passwd', '//host/x', 'C:/x', 'C%3a/x', 'file:%2f%2f/etc/passwd', 'a%23b', 'a%3Fb', 'a%00b', 'a%0ab', 'x' * 1100, 'a/../b/%2e%2e%2f%2e%2e/c'):
        for method in ('GET', 'PUT', 'DELETE'):
            status, content = raw(method, f'{PROXY}/{place}/{text}', b'evil' if method == 'PUT' else None)
            assert status in (400, 404), (method, text, status, content)
    for path in ('../x', '..\\x', '%2e%2e/x', '%252e%252e/x', '/etc/passwd', 'file:///etc/passwd', 'C:\\x', '\0', 'a#b', 'a?b'):
        for answer in (session.get(URI + '/get-artifact', params={'run_id': run['run_id'], 'path': path}), session.get(URI + '/api/2.0/mlflow/artifacts/list', params={'run_id': run['run_id'], 'path': path}),
                       session.get(f'{URI}{PROXY}', params={'path': path}), session.post(URI + '/ajax-api/2.0/mlflow/upload-artifact', params={'run_uuid': run['run_id'], 'path': path}, data=b'evil')):
            refused(answer, 400, 'INVALID_PARAMETER_VALUE')
    for run_id in ('../..', '%2e%2e', f"{run['run_id']}/../x", "' OR 1=1 --"):
        refused(session.get(URI + '/get-artifact', params={'run_id': run_id, 'path': 'kept'}), 404, 'RESOURCE_DOES_NOT_EXIST')
    for path in ('x', '0/x', f"0/{'0' * 32}/artifacts/x", f"1/{run['run_id']}/artifacts/x"): refused(put(path, b'evil'), 404, 'RESOURCE_DOES_NOT_EXIST')
    refused(put(f'{place}/kept/below', b'evil'), 400, 'INVALID_PARAMETER_VALUE')
    for location in ('mlflow-artifacts:/../x', 'mlflow-artifacts:/x#y', 'mlflow-artifacts:/x?y'):
        refused(session.post(URI + '/api/2.0/mlflow/experiments/create', json={'name': location, 'artifact_location': location}), 400, 'INVALID_PARAMETER_VALUE')

    for name, content in (('evil.html', b'<script>alert(1)</script>'), ('evil.svg', b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'), ('evil.js', b'alert(1)'), ('evil', b'<script>'), ('evil.xhtml', b'<x/>')):
        put(f'{place}/{name}', content)
        for answer in (session.get(f'{URI}{PROXY}/{place}/{name}'), session.get(URI + '/get-artifact', params={'run_id': run['run_id'], 'path': name})):
            expect(answer.content, content)
            expect((answer.headers['Content-Type'], answer.headers['X-Content-Type-Options']), ('application/octet-stream', 'nosniff'))
            assert answer.headers['Content-Disposition'].startswith('attachment') and 'sandbox' in answer.headers['Content-Security-Policy'], answer.headers
    put(f"{place}/{urllib.parse.quote(chr(34) + 'a;b=c.txt')}", b'x')
    assert '\n' not in session.get(f"{URI}{PROXY}/{place}/%22a;b=c.txt").headers['Content-Disposition']

    # A client that is gone half-way, with a length and without one.
    for head in (f'Content-Length: {LARGE}\r\n\r\n', 'Transfer-Encoding: chunked\r\n\r\n10000\r\n'):
        with socket.create_connection(HOST.split(':')) as client: client.sendall(f'PUT {PROXY}/{place}/half HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {TOKEN}\r\n{head}'.encode() + bytes(0xffff))
    assert 'half' not in {name for name, _, _ in listed(place)}
    expect(session.get(f'{URI}{PROXY}/{place}/kept').content, b'kept')


def large(place):
    block = os.urandom(BLOCK)
    digest = hashlib.sha256(block * (LARGE // BLOCK)).hexdigest()
    before, peak = memory(), 0

    def blocks():
        nonlocal peak
        for _ in range(LARGE // BLOCK):
            yield block
            peak = max(peak, memory())
    expect(put(f'{place}/large.bin', blocks()).status_code, 200)
    seen = hashlib.sha256()
    with session.get(f'{URI}{PROXY}/{place}/large.bin', stream=True) as answer:
        expect(int(answer.headers['Content-Length']), LARGE)
        for piece in answer.iter_content(BLOCK):
            seen.update(piece)
            peak = max(peak, memory())
    expect(seen.hexdigest(), digest)
    assert peak - before < 100 << 20, f'{peak - before >> 20} MiB more while 200 MiB passed'


def parts(run, place):
    content = os.urandom(6 << 20)
    folder = f'{place}/parts'
    def call(verb, **fields): return session.post(f'{URI}/api/2.0/mlflow-artifacts/mpu/{verb}/{folder}', json={'path': '/home/ada/big.bin', **fields})
    made = call('create', num_parts=2).json()
    expect(listed(folder), [])
    pieces = [content[:5 << 20], content[5 << 20:]]
    done = [{'part_number': one['part_number'], 'etag': requests.put(one['url'], data=piece, headers=one['headers']).headers['ETag'], 'url': one['url']} for one, piece in zip(made['credentials'], pieces)]
    expect(call('complete', upload_id=made['upload_id'], parts=done).json(), {})
    expect(session.get(f'{URI}{PROXY}/{folder}/big.bin').content, content)
    address = api('GET', f'presigned/{folder}/big.bin', prefix='/api/2.0/mlflow-artifacts/')
    expect((requests.get(address['url'], headers=address['headers']).content, address['file_size']), (content, len(content)))

    again = call('create', num_parts=1).json()
    expect(call('abort', upload_id=again['upload_id']).json(), {})
    refused(call('complete', upload_id=again['upload_id'], parts=[{'part_number': 1, 'etag': 'x'}]), 400, 'INVALID_PARAMETER_VALUE')
    refused(call('create', num_parts=0), 400, 'INVALID_PARAMETER_VALUE')
    refused(session.post(f'{URI}/api/2.0/mlflow-artifacts/mpu/create/0', json={'path': 'x', 'num_parts': 1}), 404, 'RESOURCE_DOES_NOT_EXIST')

    # The address is for that part of that upload, and for nothing else.
    other = made['credentials'][0]['url'].replace('/parts/big.bin', '/kept')
    expect(requests.put(other, data=b'evil').status_code, 403)
    late = call('create', num_parts=1).json()
    etag = requests.put(late['credentials'][0]['url'], data=b'late').headers['ETag']
    api('POST', 'runs/delete', run_id=run['run_id'])
    refused(call('complete', upload_id=late['upload_id'], parts=[{'part_number': 1, 'etag': etag}]), 400, 'INVALID_PARAMETER_VALUE')
    refused(put(f'{place}/late', b'x'), 400, 'INVALID_PARAMETER_VALUE')
    api('POST', 'runs/restore', run_id=run['run_id'])
    expect(call('complete', upload_id=late['upload_id'], parts=[{'part_number': 1, 'etag': etag}]).json(), {})


def models(run):
    model = api('POST', 'logged-models', experiment_id='0', name='iris', model_type='Classifier', source_run_id=run['run_id'], params=[{'key': 'depth', 'value': '3'}], tags=[{'key': 'team', 'value': 'green'}])['model']
    info, identity = model['info'], model['info']['model_id']
    expect((info['status'], info['experiment_id'], info['source_run_id']), ('LOGGED_MODEL_PENDING', '0', run['run_id']))
    place = info['artifact_uri'].removeprefix('mlflow-artifacts:/')
    put(f'{place}/MLmodel', b'flavors: {}')
    put(f'{place}/data/weights.bin', b'12345')
    found = api('GET', f'logged-models/{identity}/artifacts/directories', artifact_directory_path='data')
    expect((found['root_uri'], found['files']), (info['artifact_uri'], [{'path': 'data/weights.bin', 'is_dir': False, 'file_size': 5}]))
    expect(session.get(f'{URI}/ajax-api/2.0/mlflow/logged-models/{identity}/artifacts/files', params={'artifact_file_path': 'MLmodel'}).content, b'flavors: {}')
    expect(api('PATCH', f'logged-models/{identity}', status='LOGGED_MODEL_READY')['model']['info']['status'], 'LOGGED_MODEL_READY')
    expect(len(api('PATCH', f'logged-models/{identity}/tags', tags=[{'key': 'a/b', 'value': 'c'}])['model']['info']['tags']), 2)
    api('DELETE', f'logged-models/{identity}/tags/team')
    api('POST', f'logged-models/{identity}/params', params=[{'key': 'rate', 'value': '0.1'}])
    api('POST', 'runs/outputs', run_id=run['run_id'], models=[{'model_id': identity, 'step': 7}])
    api('POST', 'runs/log-inputs', run_id=run['run_id'], models=[{'model_id': identity}])
    api('POST', 'runs/log-batch', run_id=run['run_id'], metrics=[{'key': 'accuracy', 'value': 0.9, 'timestamp': 1, 'step': 7, 'model_id': identity, 'dataset_name': 'oaks', 'dataset_digest': 'abc'}])
    api('POST', 'runs/log-model', run_id=run['run_id'], model_json=json.dumps({'run_id': run['run_id'], 'artifact_path': 'model', 'flavors': {'sklearn': {}}, 'utc_time_created': 'now'}))
    refused(session.post(URI + '/api/2.0/mlflow/runs/log-model', json={'run_id': run['run_id'], 'model_json': '{}'}), 400, 'INVALID_PARAMETER_VALUE')

    kept = api('GET', f'logged-models/{identity}')['model']
    expect([one['key'] for one in kept['data']['params']], ['depth', 'rate'])
    expect(kept['data']['metrics'], [{'key': 'accuracy', 'value': 0.9, 'timestamp': 1, 'step': 7, 'dataset_name': 'oaks', 'dataset_digest': 'abc', 'model_id': identity, 'run_id': run['run_id']}])
    of_run = api('GET', 'runs/get', run_id=run['run_id'])['run']
    expect((of_run['outputs']['model_outputs'], of_run['inputs']['model_inputs']), ([{'model_id': identity, 'step': 7}], [{'model_id': identity}]))
    history = [one['value'] for one in of_run['data']['tags'] if one['key'] == 'mlflow.log-model.history']
    expect(json.loads(history[0])[0]['artifact_path'], 'model')
    second = api('POST', 'logged-models', experiment_id='0', name='other')['model']['info']['model_id']
    def search(**fields): return [one['info']['name'] for one in api('POST', 'logged-models/search', experiment_ids=['0'], **fields)['models']]
    expect(search(order_by=[{'field_name': 'metrics.accuracy', 'ascending': False, 'dataset_name': 'oaks'}]), ['iris', 'other'])
    expect(search(filter="metrics.accuracy > 0.5 AND params.depth = '3'", datasets=[{'dataset_name': 'oaks', 'dataset_digest': 'abc'}]), ['iris'])
    page = api('POST', 'logged-models/search', experiment_ids=['0'], max_results=1)
    expect(search(max_results=1, page_token=page['next_page_token']), ['iris'])
    api('DELETE', f'logged-models/{second}')
    refused(session.get(URI + f'/api/2.0/mlflow/logged-models/{second}'), 404, 'RESOURCE_DOES_NOT_EXIST')
    refused(session.post(URI + '/api/2.0/mlflow/logged-models', json={'experiment_id': '0', 'name': 'a/b'}), 400, 'INVALID_PARAMETER_VALUE')


run = begin()
place = files(run)
tricks(run, place)
large(place)
parts(run, place)
models(run)
print('all as expected')
