"""A client of MLflow's REST API with nothing but Python's own library."""
import json, os, sys, urllib.error, urllib.parse, urllib.request

URI, TOKEN = os.environ['MLFLOW_TRACKING_URI'], os.environ['MLFLOW_TRACKING_TOKEN']


def call(method, path, body=None, token=TOKEN, prefix='/api/2.0/mlflow/'):
    url = URI + prefix + path
    data = None
    if method == 'GET' and body: url += '?' + urllib.parse.urlencode(body, doseq=True)
    elif body is not None: data = json.dumps(body).encode()
    request = urllib.request.Request(url, data, {'Authorization': f'Bearer {token}', 'Content-Type': 'application/json'}, method=method)
    try:
        with urllib.request.urlopen(request) as answer: return answer.status, json.load(answer)
    except urllib.error.HTTPError as error: return error.code, json.load(error)


def get(path, /, **fields): return fine(call('GET', path, fields))
def post(path, /, **fields): return fine(call('POST', path, fields))


def fine(answer):
    assert answer[0] == 200, answer
    return answer[1]


def expect(got, wanted): assert got == wanted, f'{got!r} instead of {wanted!r}'


def refused(status, code, method, path, /, **fields):
    answer = call(method, path, fields)
    expect((answer[0], answer[1]['error_code']), (status, code))
    return answer[1]['message']


def begin():
    leaves = post('experiments/create', name='leaves', tags=[{'key': 'team', 'value': 'green'}])['experiment_id']
    expect(get('experiments/get', experiment_id='0')['experiment']['name'], 'Default')
    expect(get('experiments/get-by-name', experiment_name='leaves')['experiment']['experiment_id'], leaves)
    refused(400, 'RESOURCE_ALREADY_EXISTS', 'POST', 'experiments/create', name='leaves')
    refused(404, 'RESOURCE_DOES_NOT_EXIST', 'GET', 'experiments/get-by-name', experiment_name='nothing')
    post('experiments/update', experiment_id=leaves, new_name='leaves of trees')
    post('experiments/set-experiment-tag', experiment_id=leaves, key='kind', value='photos')
    post('experiments/set-experiment-tag', experiment_id=leaves, key='wrong', value='x')
    post('experiments/delete-experiment-tag', experiment_id=leaves, key='wrong')
    found = post('experiments/search', filter="name LIKE 'leaves%' AND tags.team = 'green'", max_results=10)['experiments']
    expect([(one['name'], one['tags']) for one in found], [('leaves of trees', [{'key': 'kind', 'value': 'photos'}, {'key': 'team', 'value': 'green'}])])
    expect(len(get('experiments/search', max_results=1)['experiments']), 1)
    post('experiments/delete', experiment_id=leaves)
    expect(get('experiments/get', experiment_id=leaves)['experiment']['lifecycle_stage'], 'deleted')
    post('experiments/restore', experiment_id=leaves)

    run = post('runs/create', experiment_id=leaves, run_name='first', start_time=1234, tags=[{'key': 'mlflow.user', 'value': 'ada'}])['run']
    expect((run['info']['status'], run['info']['run_name'], run['info']['lifecycle_stage']), ('RUNNING', 'first', 'active'))
    run = run['info']['run_id']
    post('runs/log-metric', run_id=run, key='loss', value=0.5, timestamp=10, step=0)
    post('runs/log-metric', run_id=run, key='bad', value='NaN', timestamp=10, step=0)
    post('runs/log-metric', run_id=run, key='big', value='Infinity', timestamp=10, step=0)
    post('runs/log-parameter', run_id=run, key='depth', value='3')
    post('runs/log-parameter', run_id=run, key='depth', value='3')
    assert 'Changing param values is not allowed' in refused(400, 'INVALID_PARAMETER_VALUE', 'POST', 'runs/log-parameter', run_id=run, key='depth', value='4')
    post('runs/set-tag', run_id=run, key='note', value='good')
    post('runs/set-tag', run_id=run, key='old', value='x')
    post('runs/delete-tag', run_id=run, key='old')
    refused(404, 'RESOURCE_DOES_NOT_EXIST', 'POST', 'runs/delete-tag', run_id=run, key='old')
    post('runs/log-inputs', run_id=run, datasets=[{'tags': [{'key': 'mlflow.data.context', 'value': 'training'}], 'dataset': {'name': 'oaks', 'digest': 'abc', 'source_type': 'local', 'source': '{}'}}])
    post('runs/log-batch', run_id=run, metrics=[{'key': 'loss', 'value': 1 / (2 + step), 'timestamp': 11 + step, 'step': step + 1} for step in range(900)],
         params=[{'key': 'kind of net', 'value': 'resnet'}], tags=[{'key': 'batch', 'value': 'yes'}])
    print(leaves, run)


def go_on(leaves, run):
    history, token = [], None
    while True:
        page = get('metrics/get-history', run_id=run, metric_key='loss', max_results=250, **({'page_token': token} if token else {}))
        history += page['metrics']
        token = page.get('next_page_token')
        if not token: break
    expect([point['step'] for point in history], list(range(901)))
    expect(history[-1], {'key': 'loss', 'value': 1 / 901, 'timestamp': 910, 'step': 900})
    expect(len(get('metrics/get-history', run_id=run, metric_key='loss')['metrics']), 901)

    # A client that heard no answer says it again.
    post('runs/log-batch', run_id=run, metrics=[{'key': 'loss', 'value': 1 / (2 + step), 'timestamp': 11 + step, 'step': step + 1} for step in range(900)])
    expect(len(get('metrics/get-history', run_id=run, metric_key='loss')['metrics']), 901)
    bulk = fine(call('GET', 'metrics/get-history-bulk', {'run_id': [run], 'metric_key': 'loss', 'max_results': 5}, prefix='/ajax-api/2.0/mlflow/'))
    expect([(one['run_id'], one['step']) for one in bulk['metrics']], [(run, step) for step in range(5)])
    thin = get('metrics/get-history-bulk-interval', run_ids=[run], metric_key='loss', start_step=100, end_step=800, max_results=8)['metrics']
    expect([one['step'] for one in thin], [100, 200, 300, 400, 500, 600, 700, 800])

    data = get('runs/get', run_id=run)['run']
    metrics = {one['key']: one['value'] for one in data['data']['metrics']}
    expect(metrics, {'loss': 1 / 901, 'bad': 'NaN', 'big': sys.float_info.max})
    expect({one['key']: one['value'] for one in data['data']['params']}, {'depth': '3', 'kind of net': 'resnet'})
    expect(data['inputs']['dataset_inputs'][0]['dataset']['name'], 'oaks')
    expect(get('artifacts/list', run_id=run)['files'], [])
    refused(400, 'INVALID_PARAMETER_VALUE', 'GET', 'artifacts/list', run_id=run, path='%2e%2e/secrets')

    second = post('runs/create', experiment_id=leaves, run_name='second', start_time=2000)['run']['info']['run_id']
    post('runs/log-metric', run_id=second, key='loss', value=0.7, timestamp=10)
    def search(filter='', **fields): return [one['info']['run_name'] for one in post('runs/search', experiment_ids=[leaves], filter=filter, **fields)['runs']]
    expect(search(), ['second', 'first'])
    expect(search('metrics.loss < 0.5'), ['first'])
    expect(search("params.`kind of net` ILIKE 'RES%' AND tags.note != 'bad' AND attributes.status = 'RUNNING'"), ['first'])
    expect(search("datasets.name IN ('oaks') AND run_id NOT IN ('" + second + "')"), ['first'])
    expect(search(order_by=['metrics.loss DESC']), ['second', 'first'])
    page = post('runs/search', experiment_ids=[leaves], order_by=['metrics.loss ASC'], max_results=1)
    expect([one['info']['run_name'] for one in page['runs']], ['first'])
    expect(search(order_by=['metrics.loss ASC'], max_results=1, page_token=page['next_page_token']), ['second'])
    refused(400, 'INVALID_PARAMETER_VALUE', 'POST', 'runs/search', experiment_ids=[leaves], filter="params.a = 'b'; DROP TABLE runs")

    expect(post('runs/update', run_id=run, status='FINISHED', end_time=5000, run_name='best')['run_info']['status'], 'FINISHED')
    expect(search("tags.`mlflow.runName` = 'best' AND end_time = 5000"), ['best'])
    post('runs/delete', run_id=run)
    refused(400, 'INVALID_PARAMETER_VALUE', 'POST', 'runs/log-metric', run_id=run, key='loss', value=1, timestamp=1)
    expect(search(run_view_type='DELETED_ONLY'), ['best'])
    post('runs/restore', run_id=run)
    refused(501, 'NOT_IMPLEMENTED', 'POST', 'webhooks/create', name='x')
    refused(404, 'ENDPOINT_NOT_FOUND', 'GET', 'no/such/thing')
    refused(404, 'RESOURCE_DOES_NOT_EXIST', 'GET', 'runs/get', run_id='0' * 32)
    expect(call('GET', 'experiments/search', token='wrong.key')[0], 401)
    with urllib.request.urlopen(URI + '/health') as answer: expect(answer.read(), b'OK')
    print('all as expected')


begin() if len(sys.argv) == 1 else go_on(*sys.argv[1:])
