"""Walks the sandbox's company with the SDK's typed contact calls, and compares with the company the sandbox tells."""

import json
import time

import lark_oapi as lark
from lark_oapi.api.application.v6 import (
    CheckWhiteBlackListApplicationVisibilityRequest,
    CheckWhiteBlackListApplicationVisibilityRequestBody,
    ListScopeRequest as ListGrantedScopesRequest,
)
from lark_oapi.api.contact.v3 import (
    BasicBatchUserRequest,
    BasicBatchUserRequestBody,
    BatchDepartmentRequest,
    BatchGetIdUserRequest,
    BatchGetIdUserRequestBody,
    BatchUserRequest,
    ChildrenDepartmentRequest,
    FindByDepartmentUserRequest,
    GetDepartmentRequest,
    ListScopeRequest,
)


def walk(call, request):
    """All items of a listing, page by page, as the SDK's own models."""
    items, token, pages = [], None, 0
    while True:
        if token:
            request = request.page_token(token)
        response = call(request.build())
        if response.code == 99991400:
            # This script is faster than fifty calls a second.
            time.sleep(int(response.raw.headers["x-ogw-ratelimit-reset"]))
            continue
        if not response.success():
            return response.code, pages
        items += response.data.items or []
        pages += 1
        if not response.data.has_more:
            return items, pages
        token = response.data.page_token


def check_departments(check, client, company):
    department = client.contact.v3.department
    first = company["departments"][0]
    response = department.get(GetDepartmentRequest.builder().department_id(first["open_department_id"]).build())
    check("department: typed call succeeds", response.success(), True)
    check("department: its name", response.data.department.name, first["name"])
    everything, pages = walk(department.children, ChildrenDepartmentRequest.builder()
                             .department_id("0").fetch_child(True).page_size(20))
    check("children: all of them", [d.open_department_id for d in everything],
          [d["open_department_id"] for d in company["departments"]])
    check("children: over several pages", pages, -(-len(company["departments"]) // 20))
    ids = ["eng", "nowhere", "fin"]
    batch = department.batch(BatchDepartmentRequest.builder().department_ids(ids)
                             .department_id_type("department_id").build())
    check("departments: unknown ones left out", [d.department_id for d in batch.data.items], ["eng", "fin"])
    unknown = department.get(GetDepartmentRequest.builder().department_id("od-" + "0" * 32).build())
    check("department: an unknown one", (unknown.code, unknown.raw.status_code), (40015, 400))


def check_people(check, client, company):
    user = client.contact.v3.user
    here = [p for p in company["people"] if not p["resigned"]]
    seen = []
    for department in company["departments"]:
        id = department["open_department_id"]
        members, _ = walk(user.find_by_department, FindByDepartmentUserRequest.builder().department_id(id).page_size(3))
        check(f"members of {department['department_id']}", [m.open_id for m in members],
              [p["open_id"] for p in here if id in p["departments"]])
        seen += members
    check("members: nobody left out", {m.open_id for m in seen}, {p["open_id"] for p in here})
    frozen = next(p for p in here if p["frozen"])
    shown = next(m for m in seen if m.open_id == frozen["open_id"])
    check("members: frozen, with mobile and e-mail", (shown.status.is_frozen, shown.mobile, shown.email),
          (True, frozen["mobile"], frozen["email"]))
    batch = user.batch(BatchUserRequest.builder().user_ids([p["user_id"] for p in here[:3]] + ["nobody"])
                       .user_id_type("user_id").build())
    check("users: by user_id, strangers left out", [u.union_id for u in batch.data.items],
          [p["union_id"] for p in here[:3]])
    left = next(p for p in company["people"] if p["resigned"])
    body = BatchGetIdUserRequestBody.builder().emails([here[0]["email"], "nobody@sandbox.example", left["email"]]) \
        .mobiles([frozen["mobile"]]).include_resigned(True).build()
    found = user.batch_get_id(BatchGetIdUserRequest.builder().user_id_type("open_id").request_body(body).build())
    check("ids by address", [u.user_id for u in found.data.user_list],
          [here[0]["open_id"], None, left["open_id"], frozen["open_id"]])
    check("ids by address: who has left", found.data.user_list[2].status.is_resigned, True)
    names = user.basic_batch(BasicBatchUserRequest.builder().user_id_type("open_id").request_body(
        BasicBatchUserRequestBody.builder().user_ids([here[0]["open_id"]]).build()).build())
    check("names", [u.name for u in names.data.users], [here[0]["name"]])


def check_rights(check, control, client, base, company):
    scopes = client.contact.v3.scope.list(ListScopeRequest.builder().department_id_type("department_id").build())
    check("contact range: the first level", scopes.data.department_ids,
          [d["department_id"] for d in company["departments"] if d["level"] == 1])
    granted = client.application.v6.scope.list(ListGrantedScopesRequest.builder().build())
    check("scopes: all granted", {s.grant_status for s in granted.data.scopes}, {1})
    invisible = next(p for p in company["people"] if not p["visible"])
    visibility = client.application.v6.application_visibility.check_white_black_list(
        CheckWhiteBlackListApplicationVisibilityRequest.builder().app_id("cli_sandbox").user_id_type("open_id")
        .request_body(CheckWhiteBlackListApplicationVisibilityRequestBody.builder()
                      .user_ids([company["people"][0]["open_id"], invisible["open_id"]]).build()).build())
    check("visibility: who is on the black list",
          [u.in_black_list for u in visibility.data.user_visibility_list], [False, True])
    control(base, "POST", "/sandbox/app", {"contact_range": {"departments": ["eng"]}})
    request = FindByDepartmentUserRequest.builder().department_id("fin").department_id_type("department_id")
    refused = client.contact.v3.user.find_by_department(request.build())
    check("beyond the range", (refused.code, refused.raw.status_code), (40004, 403))
    control(base, "POST", "/sandbox/app", {"contact_range": "all", "revoke": ["contact:user.id:readonly"]})
    refused = client.contact.v3.user.batch_get_id(BatchGetIdUserRequest.builder().request_body(
        BatchGetIdUserRequestBody.builder().emails(["a@b"]).build()).build())
    check("without the scope", refused.code, 99991672)
    body = json.loads(lark.JSON.marshal(refused.error)) if not isinstance(refused.error, dict) else refused.error
    check("without the scope: it is named", [v["subject"] for v in body["permission_violations"]],
          ["contact:user.id:readonly"])
    control(base, "POST", "/sandbox/app", {"grant": ["contact:user.id:readonly"]})


def check_contacts(check, control, client, base, company):
    check_departments(check, client, company)
    check_people(check, client, company)
    check_rights(check, control, client, base, company)
