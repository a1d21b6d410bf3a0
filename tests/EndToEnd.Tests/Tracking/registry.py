"""A client of MLflow's model registry with nothing but Python's own library, written from the description of its REST API."""
import json, os, sys, urllib.error, urllib.parse, urllib.request

URI, TOKEN = os.environ['MLFLOW_TRACKING_URI'], os.environ['MLFLOW_TRACKING_TOKEN']


def call(method, path, body=None, prefix='/api/2.0/mlflow/'):
    url = URI + prefix + path
    data = None
    if method == 'GET' and body: url += '?' + urllib.parse.urlencode(body, doseq=True)
    elif body is not None: data = json.dumps(body).encode()
    request = urllib.request.Request(url, data, {'Authorization': f'Bearer {TOKEN}', 'Content-Type': 'application/json'}, method=method)
    try:
        with urllib.request.urlopen(request) as answer: return answer.status, json.load(answer)
    except urllib.error.HTTPError as error: return error.code, json.load(error)


def fine(method, path, /, **fields):
    status, answer = call(method, path, fields)
    assert status == 200, (path, status, answer)
    return answer


def expect(got, wanted): assert got == wanted, f'{got!r} instead of {wanted!r}'


def refused(status, code, method, path, /, **fields):
    answer = call(method, path, fields)
    expect((answer[0], answer[1]['error_code']), (status, code))
    return answer[1]['message']


INVALID, GONE, TAKEN = 'INVALID_PARAMETER_VALUE', 'RESOURCE_DOES_NOT_EXIST', 'RESOURCE_ALREADY_EXISTS'


def register_models():
    model = fine('POST', 'registered-models/create', name='leaves', description='of trees', tags=[{'key': 'team', 'value': 'green'}])['registered_model']
    expect((model['name'], model['description'], model['tags']), ('leaves', 'of trees', [{'key': 'team', 'value': 'green'}]))
    assert model['creation_timestamp'] == model['last_updated_timestamp'] > 1_000_000_000_000
    expect(refused(400, TAKEN, 'POST', 'registered-models/create', name='leaves'), 'Registered Model (name=leaves) already exists.')
    expect(refused(404, GONE, 'GET', 'registered-models/get', name='nothing'), 'Registered Model with name=nothing not found')
    assert refused(400, INVALID, 'POST', 'registered-models/create').startswith("Missing value for required parameter 'name'.")
    fine('POST', 'registered-models/create', name='old name')
    expect(fine('POST', 'registered-models/rename', name='old name', new_name='roots')['registered_model']['name'], 'roots')
    refused(400, TAKEN, 'POST', 'registered-models/rename', name='roots', new_name='leaves')
    expect(fine('PATCH', 'registered-models/update', name='roots', description='new')['registered_model']['description'], 'new')
    fine('POST', 'registered-models/set-tag', name='roots', key='a', value='1')
    fine('POST', 'registered-models/set-tag', name='roots', key='a', value='2')
    fine('POST', 'registered-models/set-tag', name='roots', key='b', value='')
    fine('DELETE', 'registered-models/delete-tag', name='roots', key='b')
    fine('DELETE', 'registered-models/delete-tag', name='roots', key='never there')
    expect(fine('GET', 'registered-models/get', name='roots')['registered_model']['tags'], [{'key': 'a', 'value': '2'}])


def search_models():
    for number in range(5): fine('POST', 'registered-models/create', name=f'm{number}')
    def names(**fields): return [model['name'] for model in fine('GET', 'registered-models/search', **fields).get('registered_models', [])]
    expect(names(), ['leaves', 'm0', 'm1', 'm2', 'm3', 'm4', 'roots'])
    expect(names(filter="name LIKE 'm%' AND name != 'm3'", order_by=['name DESC']), ['m4', 'm2', 'm1', 'm0'])
    expect(names(filter="tags.team = 'green'"), ['leaves'])
    # As MLflow's Python client asks since there are prompts.
    expect(names(filter="name ILIKE 'LEA%' AND tags.`mlflow.prompt.is_prompt` = 'false'"), ['leaves'])
    expect(names(filter="tags.`mlflow.prompt.is_prompt` = 'true'"), [])
    found, token = [], None
    while True:
        page = fine('GET', 'registered-models/search', max_results=3, order_by=['last_updated_timestamp DESC'], **({'page_token': token} if token else {}))
        found += [model['name'] for model in page['registered_models']]
        token = page.get('next_page_token')
        if not token: break
    expect(sorted(found), ['leaves', 'm0', 'm1', 'm2', 'm3', 'm4', 'roots'])
    refused(400, INVALID, 'GET', 'registered-models/search', max_results=1001)
    refused(400, INVALID, 'GET', 'registered-models/search', max_results=0)
    refused(400, INVALID, 'GET', 'registered-models/search', filter="stage = 'x'")
    refused(400, INVALID, 'GET', 'registered-models/search', page_token='!')
    for number in range(5): fine('DELETE', 'registered-models/delete', name=f'm{number}')
    refused(404, GONE, 'DELETE', 'registered-models/delete', name='m0')


def register_versions():
    run = fine('POST', 'runs/create', experiment_id='0', run_name='trained', start_time=1)['run']['info']
    one = fine('POST', 'model-versions/create', name='leaves', source=run['artifact_uri'] + '/model', run_id=run['run_id'], description='first', tags=[{'key': 'a', 'value': 'b'}])['model_version']
    expect([one[key] for key in ('name', 'version', 'current_stage', 'status', 'run_id', 'source')], ['leaves', '1', 'None', 'READY', run['run_id'], run['artifact_uri'] + '/model'])
    two = fine('POST', 'model-versions/create', name='leaves', source=f"runs:/{run['run_id']}/model")['model_version']
    three = fine('POST', 'model-versions/create', name='leaves', source='models:/leaves/1')['model_version']
    expect((two['version'], three['version'], three['source']), ('2', '3', 'models:/leaves/1'))
    expect(fine('GET', 'model-versions/get-download-uri', name='leaves', version='3')['artifact_uri'], run['artifact_uri'] + '/model')
    expect(fine('PATCH', 'model-versions/update', name='leaves', version='1', description='better')['model_version']['description'], 'better')
    fine('POST', 'model-versions/set-tag', name='leaves', version='1', key='kind', value='net')
    fine('DELETE', 'model-versions/delete-tag', name='leaves', version='1', key='a')
    expect(fine('GET', 'model-versions/get', name='leaves', version='1')['model_version']['tags'], [{'key': 'kind', 'value': 'net'}])
    expect(refused(404, GONE, 'GET', 'model-versions/get', name='leaves', version='9'), 'Model Version (name=leaves, version=9) not found')
    refused(400, INVALID, 'GET', 'model-versions/get', name='leaves', version='one')
    def found(filter='', **fields): return [version['version'] for version in fine('GET', 'model-versions/search', filter=filter, **fields).get('model_versions', [])]
    expect(found("name = 'leaves'", order_by=['version_number']), ['1', '2', '3'])
    expect(found(f"run_id IN ('{run['run_id']}') AND version_number > 1", order_by=['version_number DESC']), ['3', '2'])
    expect(found("source_path LIKE 'models:/%'"), ['3'])
    expect(found("tags.kind = 'net'"), ['1'])
    page = fine('GET', 'model-versions/search', max_results=2, order_by=['version_number'])
    expect(found(max_results=2, order_by=['version_number'], page_token=page['next_page_token']), ['3'])
    refused(400, INVALID, 'GET', 'model-versions/search', max_results=200_001)
    return run


def tricks(run):
    other = fine('POST', 'runs/create', experiment_id='0')['run']['info']
    place = run['artifact_uri']
    for source in ['file:///etc/passwd', 'FILE:///etc', '/etc/passwd', 'etc/passwd', './model', '..', 'http://host/model', 'https://host/model', 'ftp://host/x', 'dbfs:/x', 'dummy-source',
                   place + '/../../../x', place + '/%2e%2e/x', place + '/%252e%252e/x', place + '/..%2fx', place + '/..%5cx', place + '\\..\\x', place + '/x#y', place + '/x?y=z', place + '/x%00', place + '/x\0',
                   place + '//x', place + '/./x', 'mlflow-artifacts://host:9000/models', 'runs:/../x', 'runs:/', 's3://bucket', 's3://no-such-bucket/x', 's3:///x', 'models:/leaves', 'models:/leaves/../roots/1',
                   'models:/leaves/v1', ' ' + place, place + '/%c0%ae%c0%ae/x']:
        status, answer = call('POST', 'model-versions/create', {'name': 'leaves', 'source': source})
        assert status in (400, 403, 404), (source, status, answer)
    for source in [other['artifact_uri'] + '/model', 'mlflow-artifacts:/0', f"runs:/{other['run_id']}/model", place + 'x']:
        refused(400, INVALID, 'POST', 'model-versions/create', name='leaves', source=source, run_id=run['run_id'])
    refused(404, GONE, 'POST', 'model-versions/create', name='leaves', source=place, run_id='0' * 32)
    for name in ['', '.', '..', 'a/b', 'a\\b', 'a:b', 'a@b', 'a#b', 'a?b', '%2e%2e', 'a\nb', 'x' * 257]:
        refused(400, INVALID, 'POST', 'registered-models/create', name=name)
    expect(fine('GET', 'model-versions/search', filter="name = 'leaves'", order_by=['version_number DESC'])['model_versions'][0]['version'], '3')


def aliases_and_stages():
    fine('POST', 'registered-models/alias', name='leaves', alias='champion', version='1')
    fine('POST', 'registered-models/alias', name='leaves', alias='champion', version='2')
    fine('POST', 'registered-models/alias', name='leaves', alias='champion', version='2')
    fine('POST', 'registered-models/alias', name='leaves', alias='challenger', version='1')
    expect(fine('GET', 'registered-models/alias', name='leaves', alias='champion')['model_version']['version'], '2')
    expect(fine('GET', 'registered-models/get', name='leaves')['registered_model']['aliases'], [{'alias': 'challenger', 'version': '1'}, {'alias': 'champion', 'version': '2'}])
    expect(fine('GET', 'model-versions/get', name='leaves', version='2')['model_version']['aliases'], ['champion'])
    fine('DELETE', 'registered-models/alias', name='leaves', alias='challenger')
    fine('DELETE', 'registered-models/alias', name='leaves', alias='challenger')
    expect(refused(400, INVALID, 'GET', 'registered-models/alias', name='leaves', alias='challenger'), 'Registered model alias challenger not found.')
    for alias in ['latest', 'LATEST', 'v1', 'V23', 'a b', 'a/b', 'a.b', 'x' * 256]:
        refused(400, INVALID, 'POST', 'registered-models/alias', name='leaves', alias=alias, version='1')
    refused(404, GONE, 'POST', 'registered-models/alias', name='leaves', alias='ok', version='99')

    def move(version, stage, archive=False): return fine('POST', 'model-versions/transition-stage', name='leaves', version=version, stage=stage, archive_existing_versions=archive)['model_version']['current_stage']
    expect(move('1', 'production'), 'Production')
    expect(move('2', 'Production', True), 'Production')
    expect(move('3', 'STAGING'), 'Staging')
    def latest(method='GET', **fields): return sorted((version['current_stage'], version['version']) for version in fine(method, 'registered-models/get-latest-versions', name='leaves', **fields).get('model_versions', []))
    expect(latest(), [('Archived', '1'), ('Production', '2'), ('Staging', '3')])
    expect(latest('POST', stages=['Production', 'None']), [('Production', '2')])
    refused(400, INVALID, 'POST', 'model-versions/transition-stage', name='leaves', version='1', stage='Best', archive_existing_versions=False)
    assert 'not an Active stage' in refused(400, INVALID, 'POST', 'model-versions/transition-stage', name='leaves', version='1', stage='None', archive_existing_versions=True)

    fine('DELETE', 'model-versions/delete', name='leaves', version='2')
    refused(404, GONE, 'GET', 'model-versions/get', name='leaves', version='2')
    refused(400, INVALID, 'GET', 'registered-models/alias', name='leaves', alias='champion')
    fine('DELETE', 'model-versions/delete', name='leaves', version='3')
    expect(fine('POST', 'model-versions/create', name='leaves', source='models:/leaves/1')['model_version']['version'], '4')


def go_on():
    model = fine('GET', 'registered-models/get', name='leaves')['registered_model']
    expect([(version['version'], version['current_stage']) for version in model['latest_versions']], [('1', 'Archived'), ('4', 'None')])
    expect(call('GET', 'registered-models/get', {'name': 'roots'}, prefix='/ajax-api/2.0/mlflow/')[1]['registered_model']['description'], 'new')


if len(sys.argv) == 1:
    register_models()
    search_models()
    tricks(register_versions())
    aliases_and_stages()
else: go_on()
print('all as expected')
