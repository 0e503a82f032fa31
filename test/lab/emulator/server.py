"""moto's server, made to answer like the real service in the few places where it does not.

Prints one JSON line `{"port": N}` once it listens, then serves until it is killed or its standard input closes (so it
never outlives the test that started it). `POST /lab/copy` begins another one, in which the same stands, and answers
`{"port": N, "pid": N}`.

Every patch restores a behaviour AWS documents; none invents one. What moto does not implement stays so, by name:
  - DynamoDB global tables (`replica` blocks never become active)
  - `aws_backup_selection` (the provider retries for over ten minutes)
  - copying objects between replicated buckets, but by a job; replaying writes to a replica database
  - health of targets and of health checks (see resolver.ts, which evaluates them from the configuration)
What it lacks of groups of machines is in machines.py.
"""
import hashlib
import json
import os
import select
import signal
import sys
import threading
import time
from datetime import datetime, timedelta
from urllib.parse import unquote
from uuid import uuid4

from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from moto.acm.models import AWSCertificateManagerBackend
from moto.applicationautoscaling.responses import ApplicationAutoScalingResponse
from moto.backup import urls as backup_urls
from moto.backup.models import BackupBackend, backup_backends
from moto.backup.responses import BackupResponse
from moto.cloudwatch.models import CloudWatchBackend, MetricDatum, Statistics
from moto.ec2.models import ec2_backends
from moto.ecs.models import Service, ecs_backends
from moto.elbv2.models import ELBv2Backend, FakeHealthStatus
from moto.iam.access_control import IAMPolicyStatement, PermissionResult
from moto.rds.exceptions import InvalidDBInstanceStateFault, InvalidParameterCombination, RDSClientError
from moto.rds.models import DBClusterParameterGroup, DBInstance, DBParameterGroup, Event, RDSBackend, rds_backends
from moto.route53.exceptions import Route53ClientError
from moto.route53.models import FakeZone, Route53Backend
from moto.core.exceptions import JsonRESTError
from moto.core.responses import ActionResult
from moto.s3.models import s3_backends
from moto.s3.responses import S3Response
from moto.s3control import urls as s3control_urls
from moto.secretsmanager.models import FakeSecret
from werkzeug.serving import make_server
from werkzeug.test import EnvironBuilder

from machines import patch_machines
from reservations import patch_reservations

CREATED: dict[str, int] = {}


def resource_id(region: str, name: str) -> str:
    """A DbiResourceId is unique for each creation: https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DBInstance.html"""
    key = f"{region}/{name}"
    CREATED[key] = CREATED.get(key, 0) + 1
    digest = hashlib.sha256(f"{key}/{CREATED[key]}".encode()).hexdigest().upper()
    return f"db-{digest[:26]}"


def patch_rds() -> None:
    """One id for each instance; a promotion that ends the replication; a restore that is not a replica."""
    init, replicate = DBInstance.__init__, RDSBackend.create_db_instance_read_replica
    promote, delete = RDSBackend.promote_read_replica, RDSBackend.delete_db_instance
    update = DBInstance.update

    def with_own_id(self, backend, db_instance_identifier, *args, **kwargs):
        init(self, backend, db_instance_identifier, *args, **kwargs)
        self.dbi_resource_id = resource_id(self.region, db_instance_identifier)
        # What an instance tells of its machine and its load, which moto keeps where it is changed, and forgets where it is made.
        for name, value in kwargs.items():
            if name.startswith(("monitoring_", "performance_insights_", "enable_performance_insights")):
                setattr(self, name, value)

    def create_replica(self, db_kwargs):
        source = self.find_db_from_id(db_kwargs["source_db_instance_identifier"])
        tags = db_kwargs.get("tags")
        replica = replicate(self, db_kwargs)
        # moto's replica is a shallow copy of its source: undo what must not be shared.
        replica.dbi_resource_id = resource_id(replica.region, replica.db_instance_identifier)
        replica.availability_zone = db_kwargs.get("availability_zone") or f"{replica.region}a"
        replica.tags = list(tags or [])
        replica.enabled_cloudwatch_logs_exports = list(source.enabled_cloudwatch_logs_exports)
        return replica

    def update_at_home(self, *args, **kwargs):
        # A replica in another region looks its subnet group up in its own region, not in its source's.
        if kwargs.get("backend") is not None:
            self.backend = kwargs["backend"]
        return update(self, *args, **kwargs)

    def unlink(database):
        """A promoted or deleted replica is no longer listed by its source, and no longer names it."""
        source_id = database.source_db_instance_identifier
        database.source_db_instance_identifier = None
        try:
            source = database.backend.find_db_from_id(source_id)
        except Exception:  # the source was deleted before its replica, which AWS allows
            return
        names = (database.db_instance_arn, database.db_instance_identifier)
        source.replicas = [name for name in source.replicas if name not in names]

    def promote_and_unlink(self, db_kwargs):
        database = self.databases.get(db_kwargs["db_instance_identifier"])
        was_replica = bool(database and database.is_replica)
        result = promote(self, db_kwargs)
        if was_replica:
            unlink(result)
        return result

    def delete_and_unlink(self, db_instance_identifier, *args, **kwargs):
        database = self.databases.get(db_instance_identifier)
        if database and database.is_replica and not database.deletion_protection:
            unlink(database)
            database.is_replica = False  # moto would look for the replica by name at a source that lists its ARN
        return delete(self, db_instance_identifier, *args, **kwargs)

    def restored(original):
        def restore(self, *args, **kwargs):
            database = original(self, *args, **kwargs)
            database.source_db_instance_identifier = None
            return database
        return restore

    DBInstance.__init__ = with_own_id
    DBInstance.performance_insights_enabled = property(lambda self: bool(getattr(self, "enable_performance_insights", False)))
    DBInstance.update = update_at_home
    RDSBackend.create_db_instance_read_replica = create_replica
    RDSBackend.promote_read_replica = promote_and_unlink
    RDSBackend.delete_db_instance = delete_and_unlink
    RDSBackend.restore_db_instance_from_db_snapshot = restored(RDSBackend.restore_db_instance_from_db_snapshot)
    RDSBackend.restore_db_instance_to_point_in_time = restored(RDSBackend.restore_db_instance_to_point_in_time)


CLIENTS = 4
SWITCHED = 20


def patch_rds_sessions() -> None:
    """Who is connected stays so, whatever the groups of an instance, until it restarts; nobody new comes in where they admit nobody.

    https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/security-group-connection-tracking.html
    """
    restart = RDSBackend.reboot_db_instance
    Event.EVENT_MAP["DB_INSTANCE_RESTART"] = {"Categories": ["availability"], "Message": "DB instance restarted"}

    def reboot_db_instance(self, db_instance_identifier):
        database = restart(self, db_instance_identifier)
        database.sessions = 0
        database.add_event("DB_INSTANCE_RESTART")
        return database

    RDSBackend.reboot_db_instance = reboot_db_instance


def sessions_of(database) -> int:
    """Clients of an instance: all of them as soon as one of its groups admits anybody."""
    groups = ec2_backends[database.account_id][database.region].groups
    inside = [group for by_id in groups.values() for group in by_id.values() if group.id in database.vpc_security_group_ids]
    if any(group.ingress_rules for group in inside):
        database.sessions = CLIENTS
    return getattr(database, "sessions", CLIENTS)


def lag_of(database) -> int | None:
    """On a source that nobody writes to the lag climbs until its log is switched: here after seconds, at AWS after five minutes.

    https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PostgreSQL.Replication.ReadReplicas.Monitor.html
    """
    return 1 + int(time.time()) % SWITCHED if database.is_replica else None


def patch_metrics() -> None:
    """What S3 measures of replication; and what RDS does of an instance, in the region in which it stands: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-metrics.html"""
    kept = CloudWatchBackend.get_metric_statistics
    measures = {"DatabaseConnections": sessions_of, "ReplicaLag": lag_of}

    def get_metric_statistics(self, namespace, metric_name, start_time, end_time, period, stats, dimensions, unit=None):
        known = kept(self, namespace, metric_name, start_time, end_time, period, stats, dimensions, unit)
        named = {dimension["Name"]: dimension["Value"] for dimension in dimensions or []}
        if (namespace, metric_name) == ("AWS/S3", "OperationsPendingReplication") and known:
            # S3 goes on measuring while nothing is written: https://docs.aws.amazon.com/AmazonS3/latest/userguide/repl-metrics.html
            again = Statistics(stats, end_time, "Count")
            again.metric_data.append(MetricDatum(namespace, metric_name, known[-1].maximum, dimensions, end_time))
            return [*known, again]
        if namespace != "AWS/RDS" or metric_name not in measures or "DBInstanceIdentifier" not in named:
            return known
        database = rds_backends[self.account_id][self.region_name].databases.get(named["DBInstanceIdentifier"])
        measured = measures[metric_name](database) if database else None
        if known or measured is None:
            return known
        points = []
        for at in (end_time - timedelta(seconds=period), end_time):
            point = Statistics(stats, at, "Seconds" if metric_name == "ReplicaLag" else "Count")
            point.metric_data.append(MetricDatum(namespace, metric_name, measured, dimensions, at))
            points.append(point)
        return points

    CloudWatchBackend.get_metric_statistics = get_metric_statistics


def patch_rds_refusals() -> None:
    """Nothing is promoted but what is available; of a replica there is no last snapshot; a group that an instance is in stays.

    https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_PromoteReadReplica.html, API_DeleteDBInstance.html,
    API_DeleteDBParameterGroup.html. The codes are the service's, the wording of the messages is ours.
    """
    promote, delete, forget = RDSBackend.promote_read_replica, RDSBackend.delete_db_instance, RDSBackend.delete_db_parameter_group

    def promote_available(self, db_kwargs):
        database = self.databases.get(db_kwargs["db_instance_identifier"])
        if database and database.status != "available":
            raise InvalidDBInstanceStateFault(f"{database.db_instance_identifier} is {database.status}")
        return promote(self, db_kwargs)

    def delete_without_snapshot(self, db_instance_identifier, final_db_snapshot_identifier=None, skip_final_snapshot=False, *args, **kwargs):
        database = self.databases.get(db_instance_identifier)
        if database and database.is_replica and (final_db_snapshot_identifier or not skip_final_snapshot):
            raise InvalidParameterCombination("FinalDBSnapshotIdentifier can not be specified when deleting a replica instance")
        return delete(self, db_instance_identifier, final_db_snapshot_identifier, skip_final_snapshot, *args, **kwargs)

    def forget_unused(self, db_parameter_group_name):
        used = [one for one in self.databases.values() if any(g.name == db_parameter_group_name for g in one.db_parameter_groups())]
        if used:
            raise RDSClientError("InvalidDBParameterGroupState", f"{db_parameter_group_name} is in use by {used[0].db_instance_identifier}")
        return forget(self, db_parameter_group_name)

    # How the replication of a replica is: https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DBInstanceStatusInfo.html
    DBInstance.status_infos = property(
        lambda self: [{"StatusType": "read replication", "Normal": True, "Status": "replicating"}] if self.is_replica else []
    )
    RDSBackend.promote_read_replica = promote_available
    RDSBackend.delete_db_instance = delete_without_snapshot
    RDSBackend.delete_db_parameter_group = forget_unused


def patch_policies() -> None:
    """moto ignores most conditions of a policy. One matters here: a statement against clear text does not concern these requests,
    which stand for HTTPS ones.

    https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-securetransport
    """
    permitted = IAMPolicyStatement.is_action_permitted

    def with_condition(self, *args, **kwargs):
        condition = self._statement.get("Condition", {})
        if condition.get("Bool", {}).get("aws:SecureTransport") == "false":
            return PermissionResult.NEUTRAL
        return permitted(self, *args, **kwargs)

    IAMPolicyStatement.is_action_permitted = with_condition


def patch_backup() -> None:
    """UpdateBackupPlan, which moto lacks: the plan keeps its id and gets a new version. The name of a plan that was deleted is free again.

    https://docs.aws.amazon.com/aws-backup/latest/devguide/API_UpdateBackupPlan.html, API_DeleteBackupPlan.html
    """
    delete = BackupBackend.delete_backup_plan

    def delete_whole(self, backup_plan_id: str):
        answer = delete(self, backup_plan_id)
        del self.plans[backup_plan_id]
        return answer

    def update_backup_plan(self) -> str:
        plan_id = self.path.split("/plans/")[-1].rstrip("/")
        plan = self.backup_backend.get_backup_plan(plan_id, None)
        plan.backup_plan = json.loads(self.body)["BackupPlan"]
        for rule in plan.backup_plan["Rules"]:
            rule.setdefault("ScheduleExpression", "cron(0 5 ? * * *)")
            rule.setdefault("StartWindowMinutes", 480)
            rule.setdefault("CompletionWindowMinutes", 10080)
            rule.setdefault("ScheduleExpressionTimezone", "Etc/UTC")
            rule.setdefault("RuleId", str(uuid4()))
        plan.version_id = str(uuid4())
        return json.dumps({"BackupPlanId": plan.backup_plan_id, "BackupPlanArn": plan.backup_plan_arn, "VersionId": plan.version_id})

    BackupResponse.update_backup_plan = update_backup_plan
    BackupBackend.delete_backup_plan = delete_whole


def patch_vaults() -> None:
    """What moto lacks of a vault: its access policy.

    https://docs.aws.amazon.com/aws-backup/latest/devguide/API_PutBackupVaultAccessPolicy.html, API_GetBackupVaultAccessPolicy.html
    """
    def vault_of(self):
        return self.backup_backend.vaults[self.path.split("/backup-vaults/")[-1].split("/")[0]]

    def put_backup_vault_access_policy(self) -> str:
        vault_of(self).access_policy = json.loads(self.body)["Policy"]
        return "{}"

    def get_backup_vault_access_policy(self) -> str:
        vault = vault_of(self)
        return json.dumps({"BackupVaultName": vault.backup_vault_name, "BackupVaultArn": vault.backup_vault_arn, "Policy": vault.access_policy})

    BackupResponse.put_backup_vault_access_policy = put_backup_vault_access_policy
    BackupResponse.get_backup_vault_access_policy = get_backup_vault_access_policy
    backup_urls.url_paths["{0}/backup-vaults/(?P<name>[^/]+)/access-policy$"] = backup_urls.response.dispatch


POINTS: dict[str, dict] = {}
RESTORES: dict[str, dict] = {}
MAKING, RESTORING = 6, 12


def patch_recovery_points() -> None:
    """Copies of buckets and what is restored from them, which moto lacks. Each takes a while. From a point that is not complete nothing is copied or
    restored; a job that was begun once is the same under its token; one whose bucket is not there, or takes no ACLs and is to get some, fails.

    https://docs.aws.amazon.com/aws-backup/latest/devguide/API_StartBackupJob.html, API_StartCopyJob.html, API_StartRestoreJob.html,
    API_DescribeRecoveryPoint.html, restoring-s3.html. The codes are the service's, which of them is answered here is UNVERIFIED; the wording is ours.
    """
    def refuse(what: str):
        raise JsonRESTError("InvalidRequestException", what)

    def bucket_of(self, name: str):
        return s3_backends[self.current_account]["aws"].buckets.get(name)

    def add(account: str, region: str, vault: str, resource: str, content: dict[str, bytes]) -> str:
        arn = f"arn:aws:backup:{region}:{account}:recovery-point:{uuid4()}"
        POINTS[arn] = {"vault": vault, "region": region, "resource": resource, "content": content, "made": time.time()}
        return arn

    def is_whole(point: dict) -> bool:
        return time.time() - point["made"] >= MAKING

    def shown(arn: str) -> dict:
        point = POINTS[arn]
        return {
            "RecoveryPointArn": arn, "BackupVaultName": point["vault"], "ResourceArn": point["resource"], "ResourceType": "S3",
            "Status": "COMPLETED" if is_whole(point) else "CREATING", "CreationDate": point["made"],
        }

    def whole_point(arn: str) -> dict:
        if arn not in POINTS:
            raise JsonRESTError("ResourceNotFoundException", f"no recovery point {arn}")
        if not is_whole(POINTS[arn]):
            refuse(f"{arn} is not complete")
        return POINTS[arn]

    def list_recovery_points_by_backup_vault(self) -> str:
        vault, only = self.path.split("/")[2], self._get_param("resourceArn")
        found = [shown(arn) for arn, one in POINTS.items() if (one["vault"], one["region"]) == (vault, self.region)]
        return json.dumps({"RecoveryPoints": [one for one in found if only in (None, one["ResourceArn"])]})

    def describe_recovery_point(self) -> str:
        arn = unquote(self.path).split("/recovery-points/")[-1]
        if arn not in POINTS or POINTS[arn]["region"] != self.region:
            raise JsonRESTError("ResourceNotFoundException", f"no recovery point {arn}")
        return json.dumps(shown(arn))

    def start_backup_job(self) -> str:
        asked = json.loads(self.body)
        keys = bucket_of(self, asked["ResourceArn"].split(":")[-1]).keys
        content = {name: keys[name].value for name in keys}
        arn = add(self.current_account, self.region, asked["BackupVaultName"], asked["ResourceArn"], content)
        return json.dumps({"BackupJobId": arn.split(":")[-1], "RecoveryPointArn": arn})

    def start_copy_job(self) -> str:
        asked = json.loads(self.body)
        source = whole_point(asked["RecoveryPointArn"])
        to = asked["DestinationBackupVaultArn"].split(":")
        arn = add(self.current_account, to[3], to[-1], source["resource"], source["content"])
        return json.dumps({"CopyJobId": arn.split(":")[-1], "CreationDate": time.time()})

    def start_restore_job(self) -> str:
        asked = json.loads(self.body)
        point = whole_point(asked["RecoveryPointArn"])
        same = [job for job in RESTORES.values() if job["token"] == asked.get("IdempotencyToken") is not None]
        if not same:
            name = asked["Metadata"]["DestinationBucketName"]
            bucket = bucket_of(self, name)
            refused = bucket is None or bucket.region_name != self.region or asked["Metadata"].get("RestoreACLs", "true") != "false"
            job = {"id": str(uuid4()), "token": asked.get("IdempotencyToken"), "begun": time.time(), "refused": refused, "bucket": name}
            RESTORES[job["id"]] = {**job, "region": self.region, "content": point["content"], "point": asked["RecoveryPointArn"], "done": False}
            same = [RESTORES[job["id"]]]
        return json.dumps({"RestoreJobId": same[0]["id"]})

    def job_of(self, job: dict) -> dict:
        since = time.time() - job["begun"]
        status = "FAILED" if job["refused"] else "PENDING" if since < 1 else "RUNNING" if since < RESTORING else "COMPLETED"
        if status == "COMPLETED" and not job["done"]:
            job["done"] = True
            for key, value in job["content"].items():
                s3_backends[self.current_account]["aws"].put_object(job["bucket"], key, value)
        return {
            "RestoreJobId": job["id"], "Status": status, "ResourceType": "S3", "RecoveryPointArn": job["point"],
            "CreatedResourceArn": f'arn:aws:s3:::{job["bucket"]}', "CreationDate": job["begun"],
        }

    def describe_restore_job(self) -> str:
        job = RESTORES.get(self.path.split("/")[-1])
        if job is None:
            raise JsonRESTError("ResourceNotFoundException", f"no restore job {self.path}")
        return json.dumps(job_of(self, job))

    def list_restore_jobs(self) -> str:
        after = self._get_param("createdAfter")
        since = datetime.fromisoformat(after.replace("Z", "+00:00")).timestamp() if after else 0
        return json.dumps({"RestoreJobs": [job_of(self, job) for job in RESTORES.values() if job["region"] == self.region and job["begun"] >= since]})

    for operation in (list_recovery_points_by_backup_vault, describe_recovery_point, start_backup_job, start_copy_job,
                      start_restore_job, describe_restore_job, list_restore_jobs):
        setattr(BackupResponse, operation.__name__, operation)
    for path in ("backup-vaults/(?P<name>[^/]+)/recovery-points/$", "backup-vaults/(?P<name>[^/]+)/recovery-points/(?P<point>.+)$", "backup-jobs$",
                 "copy-jobs$", "restore-jobs$", "restore-jobs/$", "restore-jobs/(?P<name>[^/]+)$"):
        backup_urls.url_paths["{0}/" + path] = backup_urls.response.dispatch


JOBS: dict[str, dict[str, str]] = {}
NOTHING = "Manifest generation found no keys matching the filter criteria."
STEPS = ("New", "Preparing", "Active")


def patch_batch_replication() -> None:
    """Jobs that send what a rule never sent: they take a while, and one that has nothing to send fails and says so.

    https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-batch-replication-existing-config.html,
    https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-troubleshoot.html
    """
    def answer(kind: str, inner: str):
        return 200, {"content-type": "application/xml"}, f'<{kind} xmlns="http://awss3control.amazonaws.com/doc/2018-08-20/">{inner}</{kind}>'

    def send(account: str, name: str) -> bool:
        backend = s3_backends[account]["aws"]
        rules = (backend.get_bucket_replication(name) or {}).get("Rule", [])
        targets = [rule["Destination"]["Bucket"].split(":")[-1] for rule in rules]
        missing = [(to, key) for to in targets for key in backend.buckets[name].keys if key not in backend.buckets[to].keys]
        for to, key in missing:
            backend.put_object(to, key, backend.get_object(name, key).value)
        return bool(missing)

    def shown(job: dict[str, str]) -> str:
        why = f"<FailureReasons><member><FailureReason>{NOTHING}</FailureReason></member></FailureReasons>" if job["Status"] == "Failed" else ""
        failed = "<ProgressSummary><NumberOfTasksFailed>0</NumberOfTasksFailed></ProgressSummary>"
        return f'<JobId>{job["JobId"]}</JobId><Description>{job["Description"]}</Description><Status>{job["Status"]}</Status>{failed}{why}'

    def jobs(request, full_url, headers):
        if request.method == "GET":
            members = "".join(f"<member>{shown(job)}</member>" for job in JOBS.values() if job["Status"] in STEPS)
            return answer("ListJobsResult", f"<Jobs>{members}</Jobs>")
        body = request.get_data(as_text=True)
        said = {tag: body.split(f"<{tag}>")[1].split(f"</{tag}>")[0] for tag in ("Description", "SourceBucket", "ExpectedBucketOwner")}
        job = {"JobId": str(uuid4()), "Status": "New", **said}
        JOBS[job["JobId"]] = job
        return answer("CreateJobResult", f'<JobId>{job["JobId"]}</JobId>')

    def one(request, full_url, headers):
        job = JOBS[request.path.rstrip("/").split("/")[-1]]
        if job["Status"] in STEPS[:-1]:
            job["Status"] = STEPS[STEPS.index(job["Status"]) + 1]
        elif job["Status"] == STEPS[-1]:
            job["Status"] = "Complete" if send(job["ExpectedBucketOwner"], job["SourceBucket"].split(":")[-1]) else "Failed"
        return answer("DescribeJobResult", f"<Job>{shown(job)}</Job>")

    s3control_urls.url_paths["{0}/v20180820/jobs$"] = jobs
    s3control_urls.url_paths["{0}/v20180820/jobs/(?P<name>[^/]+)$"] = one


def patch_parameter_groups() -> None:
    """A parameter that was set says that the user set it; without it the provider takes it for unset at each plan.

    https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_Parameter.html (Source)
    """
    def marking(original):
        def update(self, new_parameters):
            new_parameters = list(new_parameters)
            original(self, new_parameters)
            for parameter in new_parameters:
                self.parameters[parameter["ParameterName"]]["Source"] = "user"
        return update

    DBParameterGroup.update_parameters = marking(DBParameterGroup.update_parameters)
    DBClusterParameterGroup.update_cluster_parameters = marking(DBClusterParameterGroup.update_cluster_parameters)


def patch_secret_replicas() -> None:
    """A replica keeps the key it was asked for: https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_ReplicaRegionType.html"""
    create = FakeSecret.create_replicas

    def create_replicas(self, replica_regions, force_overwrite):
        replicas = create(self, replica_regions, force_overwrite)
        for asked, replica in zip(replica_regions or [], replicas):
            if asked.get("KmsKeyId"):
                replica.config["KmsKeyId"] = asked["KmsKeyId"]
        return replicas

    FakeSecret.create_replicas = create_replicas


def patch_ecs() -> None:
    """Tasks that are wanted run at once, and a target group finds each of them healthy.

    https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-load-balancing.html
    """
    init, health = Service.__init__, ELBv2Backend.describe_target_health

    def with_tasks(self, *args, **kwargs):
        init(self, *args, **kwargs)
        self.running_count, self.pending_count = self.desired_count, 0
        for deployment in self.deployments:
            deployment.update(runningCount=self.desired_count, pendingCount=0, rolloutState="COMPLETED")

    def tasks_behind(self, target_group_arn):
        services = ecs_backends[self.account_id][self.region_name].services.values()
        leads = [(one, to) for one in services for to in one.load_balancers if to.get("targetGroupArn") == target_group_arn]
        return [(str(to["containerPort"]), n) for service, to in leads if service.status == "ACTIVE" for n in range(service.running_count)]

    def describe_target_health(self, target_group_arn, targets):
        known = health(self, target_group_arn, targets)
        if targets:
            return known
        tasks = tasks_behind(self, target_group_arn)
        return [*known, *(FakeHealthStatus(f"10.0.0.{10 + n}", port, port, "healthy") for port, n in tasks)]

    Service.__init__ = with_tasks
    ELBv2Backend.describe_target_health = describe_target_health


def patch_scaling() -> None:
    """A target of scaling has no tags, since none is given here: https://docs.aws.amazon.com/autoscaling/application/APIReference/API_ListTagsForResource.html"""
    ApplicationAutoScalingResponse.list_tags_for_resource = lambda self: json.dumps({"Tags": {}})


def patch_certificates() -> None:
    """Nobody asks for a certificate here: one of the account and region of its listener is there, and no other one is taken.

    https://docs.aws.amazon.com/elasticloadbalancing/latest/application/https-listener-certificates.html
    """
    use = AWSCertificateManagerBackend.set_certificate_in_use_by

    def is_ours(self, arn: str) -> bool:
        return arn.split(":")[3:5] == [self.region_name, self.account_id]

    def use_ours(self, arn: str, load_balancer_name: str) -> None:
        if not is_ours(self, arn):
            use(self, arn, load_balancer_name)

    ELBv2Backend._certificate_exists = lambda self, certificate_arn: is_ours(self, certificate_arn)
    AWSCertificateManagerBackend.set_certificate_in_use_by = use_ours


def record_key(record) -> tuple[str, str, str]:
    return (record["Name"].rstrip(".") + ".", record["Type"], record.get("SetIdentifier") or "")


def patch_route53() -> None:
    """Two failover records of one name and type never have one role; deleting a record deletes that record only.

    https://docs.aws.amazon.com/Route53/latest/APIReference/API_ResourceRecordSet.html (Failover: "you can create one
    PRIMARY and one SECONDARY"). The code InvalidChangeBatch is the service's; the wording of the message is ours.
    """
    change = Route53Backend.change_resource_record_sets

    def refuse_second_role(zone, change_list):
        roles = {(r.name, r.type, r.set_identifier or ""): r.failover for r in zone.rrsets}
        for item in change_list:  # a batch is one transaction: judge the state it would leave behind, in order
            record = item["ResourceRecordSet"]
            key = record_key(record)
            if item["Action"] == "DELETE":
                roles.pop(key, None)
                continue
            role = record.get("Failover")
            twin = [k for k, v in roles.items() if k[:2] == key[:2] and k != key and role and v == role]
            if twin:
                raise Route53ClientError("InvalidChangeBatch", (
                    f"[RRSet with DNS name {key[0]}, type {key[1]}, SetIdentifier {key[2]} cannot be created: "
                    f"a {role} record with the same name and type exists, SetIdentifier {twin[0][2]}]"))
            roles[key] = role

    def change_faithfully(self, zoneid, change_list):
        zone = self.get_hosted_zone(zoneid)
        refuse_second_role(zone, change_list)
        zone.leaving = [record_key(c["ResourceRecordSet"]) for c in change_list if c["Action"] == "DELETE"]
        return change(self, zoneid, change_list)

    def delete_one(self, set_identifier):
        leaving = [key for key in getattr(self, "leaving", []) if key[2] == set_identifier]
        self.rrsets = [r for r in self.rrsets if (r.name, r.type, r.set_identifier or "") not in leaving]

    Route53Backend.change_resource_record_sets = change_faithfully
    FakeZone.delete_rrset_by_id = delete_one


def patch_s3_replication() -> None:
    """GetBucketReplication returns the rules that were put, whole (moto forgets the filter, delete markers, selection)."""
    kept = ("ID", "Priority", "Status", "DeleteMarkerReplication", "ExistingObjectReplication",
            "SourceSelectionCriteria", "Destination")

    def rule_filter(rule):
        given = rule.get("Filter") or {}
        if "And" in given and not isinstance(given["And"].get("Tag", []), list):
            given = {"And": {**given["And"], "Tag": [given["And"]["Tag"]]}}
        if "And" in given:
            return {"And": {"Prefix": given["And"].get("Prefix") or "", "Tags": given["And"].get("Tag", [])}}
        return {"Tag": given["Tag"]} if "Tag" in given else {"Prefix": given.get("Prefix") or ""}

    def get_bucket_replication(self):
        from moto.s3.exceptions import ReplicationConfigurationNotFoundError

        self.data["Action"] = "GetBucketReplication"
        replication = self.backend.get_bucket_replication(self.bucket_name)
        if not replication:
            raise ReplicationConfigurationNotFoundError(bucket_name=self.bucket_name)
        rules = [{**{k: rule[k] for k in kept if rule.get(k)}, "Filter": rule_filter(rule)} for rule in replication["Rule"]]
        return self.serialized(ActionResult({"ReplicationConfiguration": {"Role": replication["Role"], "Rules": rules}}))

    S3Response.get_bucket_replication = get_bucket_replication


def main() -> None:
    patch_rds()
    patch_rds_sessions()
    patch_metrics()
    patch_rds_refusals()
    patch_parameter_groups()
    patch_backup()
    patch_vaults()
    patch_recovery_points()
    patch_batch_replication()
    patch_policies()
    patch_secret_replicas()
    patch_route53()
    patch_s3_replication()
    patch_ecs()
    patch_certificates()
    patch_scaling()
    patch_machines()
    patch_reservations()
    signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
    app = DomainDispatcherApplication(create_backend_app)
    load(app)
    server = open_at(with_copies(app), int(sys.argv[1]) if len(sys.argv) > 1 else 0)
    print(json.dumps({"port": server.server_port}), flush=True)
    serve(server)


SERVICES = ("application-autoscaling", "autoscaling", "backup", "ec2", "ecr", "ecs", "elasticloadbalancing", "events", "iam", "kms", "logs",
            "monitoring", "rds", "route53", "s3", "secretsmanager", "sns", "ssm", "sts")


def load(app) -> None:
    """What a service loads with its first call is loaded ahead, once for all copies."""
    for service in SERVICES:
        signed = f"AWS4-HMAC-SHA256 Credential=lab/20261121/us-east-1/{service}/aws4_request, SignedHeaders=host, Signature=0"
        app.get_application(EnvironBuilder(headers={"Authorization": signed}).get_environ())


def open_at(app, port: int = 0):
    """Listens: who calls waits until it is served."""
    return make_server("127.0.0.1", port, app, threaded=True)


def serve(server) -> None:
    """Serves what stands in this process, until it is killed."""
    os.environ["MOTO_PORT"] = str(server.server_port)
    SERVING.append(server)
    if os.environ.get("LAB_DIE_WITH_PARENT"):
        threading.Thread(target=die_with_parent, daemon=True).start()
    server.serve_forever()


def die_with_parent() -> None:
    """Waits for the end of standard input, and reads nothing: copies wait for the same one."""
    ends = select.poll()
    ends.register(0, select.POLLRDHUP)
    ends.poll()
    os._exit(0)


SERVING: list = []


def with_copies(app):
    """A copy is a process with no thread but the one that asked for it: nothing else may be asked meanwhile."""

    def answer(environ, start_response):
        if environ["PATH_INFO"] != "/lab/copy":
            return app(environ, start_response)
        copy = open_at(answer)
        pid = os.fork()
        if pid == 0:
            environ["werkzeug.socket"].close()
            SERVING.pop().socket.close()
            serve(copy)
        copy.server_close()
        body = json.dumps({"port": copy.server_port, "pid": pid}).encode()
        start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
        return [body]

    return answer


if __name__ == "__main__":
    main()
