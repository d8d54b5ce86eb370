/// The API in the words of OpenAPI 3.1, as `/openapi.json` serves it. Tests hold it against the routes, and answers against
/// its schemas.
enum OpenAPIDocument {
  static let text = #"""
    {
      "openapi": "3.1.0",
      "info": {
        "title": "HazardFleet",
        "version": "1",
        "summary": "Campaigns, hazards and their rectification.",
        "description": "Every answer is JSON in UTF-8 unless it says otherwise; every error is problem+json (RFC 9457) and says what is wrong, in which field, and what to do. Lists come in pages: send `next` as `cursor`. Answers carry `X-Request-Id`; send one to find a request in the logs. Any GET below /v1 that answers with JSON takes `fields=NAME,NAME`: only these members of it, or of each of its items, are answered. It carries an ETag: send it as `If-None-Match`, and what has not changed since is not sent again (304). Text is packed with gzip for whoever takes it."
      },
      "servers": [{"url": "/"}],
      "security": [{"bearer": []}, {"session": []}, {}],
      "tags": [
        {"name": "access", "description": "Who you are."},
        {"name": "campaigns", "description": "How far campaigns are."},
        {"name": "hazards", "description": "What was found."},
        {"name": "rectification", "description": "What is done about it."},
        {"name": "sites", "description": "Where."},
        {"name": "figures", "description": "How it goes."},
        {"name": "reports", "description": "What people report."},
        {"name": "evidence", "description": "Photos and documents."},
        {"name": "accidents", "description": "What happened nevertheless."},
        {"name": "exports", "description": "For other programs."},
        {"name": "notifications", "description": "What subscribers are told."},
        {"name": "service", "description": "For operators."}
      ],
      "paths": {
        "/healthz": {
          "get": {
            "operationId": "health",
            "tags": ["service"],
            "summary": "Whether the process is alive.",
            "responses": {
              "200": {
                "description": "Done.",
                "content": {
                  "application/json": {
                    "schema": {
                      "type": "object",
                      "properties": {"status": {"const": "ok"}},
                      "required": ["status"],
                      "additionalProperties": false
                    }
                  }
                }
              },
              "503": {
                "description": "It cannot go on, and has to be started again.",
                "content": {
                  "application/json": {
                    "schema": {
                      "type": "object",
                      "properties": {"status": {"const": "lost"}},
                      "required": ["status"],
                      "additionalProperties": false
                    }
                  }
                }
              }
            },
            "security": []
          }
        },
        "/readyz": {
          "get": {
            "operationId": "readiness",
            "tags": ["service"],
            "summary": "Whether it can do its work.",
            "responses": {
              "200": {
                "description": "Done.",
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Readiness"}}}
              },
              "503": {
                "description": "Not yet, or not now.",
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Readiness"}}}
              }
            },
            "security": []
          }
        },
        "/metrics": {
          "get": {
            "operationId": "metrics",
            "tags": ["service"],
            "summary": "Measurements for Prometheus.",
            "responses": {
              "200": {"description": "Done.", "content": {"text/plain": {"schema": {"type": "string"}}}}
            },
            "security": []
          }
        },
        "/openapi.json": {
          "get": {
            "operationId": "openapi",
            "tags": ["service"],
            "summary": "This document.",
            "responses": {
              "200": {
                "description": "Done.",
                "content": {"application/json": {"schema": {"type": "object"}}}
              }
            },
            "security": []
          }
        },
        "/v1/me": {
          "get": {
            "operationId": "me",
            "tags": ["access"],
            "summary": "Who you are to the API.",
            "responses": {
              "200": {
                "description": "Done.",
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Principal"}}}
              },
              "default": {"$ref": "#/components/responses/Problem"}
            }
          }
        },
        "/v1/overview": {
          "get": {
            "operationId": "overview",
            "tags": ["figures"],
            "summary": "The ledger at a glance.",
            "description": "For an access that is limited to a region sites and hazards are those that lie in it; campaigns and results are of all regions.",
            "responses": {
              "200": {
                "description": "Done.",
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Overview"}}}
              },
              "default": {"$ref": "#/components/responses/Problem"}
            }
          }
        },
        "/v1/campaigns": {
          "get": {
            "operationId": "campaigns",
            "tags": ["campaigns"],
            "summary": "All campaigns, the newest first.",
            "responses": {
              "200": {
                "description": "Done.",
                "content": {
                  "application/json": {
                    "schema": {
                      "type": "object",
                      "properties": {
                        "items": {"type": "array", "items": {"$ref": "#/components/schemas/Campaign"}}
                      },
                      "required": ["items"],
                      "additionalProperties": false
                    }
                  }
                }
              },
              "default": {"$ref": "#/components/responses/Problem"}
            }
          }
        },
        "/v1/campaigns/{id}": {
          "get": {
            "operationId": "campaign",
            "tags": ["campaigns"],
            "summary": "One campaign, with its sections.",
            "parameters": [{"$ref": "#/components/parameters/CampaignID"}],
            "responses": {
              "200": {
                "description": "Done.",
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/CampaignDetail"}}}
              },
              "default": {"$ref": "#/components/responses/Problem"}
            }
          }
        },
        "/v1/campaigns/{id}/errors": {
          "get": {
            "operationId": "campaignErrors",
            "tags": ["campaigns"],
            "summary": "Checks that came to neither a pass nor a failure.",
            "parameters": [
              {"$ref": "#/components/parameters/CampaignID"},
              {"$ref": "#/components/parameters/LimitTo1000"},
              {"$ref": "#/components/parameters/Cursor"}
            ],
            "responses": {
              "200": {
                "description": "Done.",
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/CheckError"}}}
              },
              "default": {"$ref": "#/components/responses/Problem"}
            }
          }
        },
        "/v1/campaigns/{id}/outstanding": {
          "get": {
            "operationId": "campaignOutstanding",
            "tags": ["campaigns"],
            "summary": "Tasks that stand in the way of a clean end.",
            "parameters": [
              {"$ref": "#/components/parameters/CampaignID"},
              {
                "name": "outcome",
                "in": "query",
                "description": "missing: without any outcome; dead: could not be checked.",
                "required": false,
                "schema": {"enum": ["missing", "dead"]}
              },
              {"$ref": "#/components/parameters/LimitTo1000"},
              {"$ref": "#/components/parameters/Cursor"}
            ],
            "responses": {
              "200": {
                "description": "Done.",
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Outstanding"}}}
              },
              "default": {"$ref": "#/components/responses/Problem"}
            }
          }
        },
        "/v1/campaigns/{id}/certificates": {
          "get": {
            "operationId": "certificates",
            "tags": ["campaigns"],
            "summary": "What sites the campaign certifies.",
            "parameters": [
              {"$ref": "#/components/parameters/CampaignID"},
              {"$ref": "#/components/parameters/Region"},
              {
                "name": "site",
                "in": "query",
                "description": "One site.",
                "required": false,
                "schema": {"type": "string", "minLength": 1}
              },
              {"$ref": "#/components/parameters/LimitTo500"},
              {"$ref": "#/components/parameters/Cursor"}
            ],
            "responses": {
              "200": {
                "description": "Done.",
                "content": {
                  "application/json": {"schema": {"$ref": "#/components/schemas/CertificatePage"}}
                }
              },
              "default": {"$ref": "#/components/responses/Problem"}
            }
          }
        },
        "/v1/campaigns/{id}/gate": {
          "get": {
            "operationId": "gate",
            "tags": ["campaigns"],
            "summary": "Whether a campaign is cleared (清零).",
            "parameters": [
              {"$ref": "#/components/parameters/CampaignID"},
              {
                "name": "zero",
                "in": "query",
                "description": "Which hazards must not be open (default major).",
                "required": false,
                "schema": {"enum": ["major", "all"]}
              },
              {
                "name": "minCoverage",
                "in": "query",
                "description": "The least share of applicable checks with a verdict, in percent.",
                "required": false,
                "schema": {"type": "number", "minimum": 0, "maximum": 100}
              }
            ],
            "responses": {
              "200": {
                "description": "Done.",
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Gate"}}}
              },
              "default": {"$ref": "#/components/responses/Problem"}
            }
          }
        },
        "/v1/campaigns/{id}/accept": {
          "post": {
            "operationId": "acceptCampaign",
            "tags": ["campaigns"],
            "summary": "Accept a campaign (验收), once, when its gate is open.",
            "parameters": [{"$ref": "#/components/parameters/CampaignID"}],
            "requestBody": {
              "required": true,
              "content": {
                "application/json": {"schema": {"$ref": "#/components/schemas/CampaignAcceptance"}}
              }
            },
            "responses": {
              "200": {
                "description": "Done.",
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Gate"}}}
              },
              "409": {
                "description": "The gate is closed, or it was accepted before.",
                "content": {
                  "application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}
                }
              },
              "422": {"$ref": "#/components/responses/Incomplete"},
              "default": {"$ref": "#/components/responses/Problem"}
            }
          }
        },
        "/v1/campaigns/{id}/cancel": {
          "post": {
            "operationId": "cancelCampaign",
            "tags": ["campaigns"],
            "summary": "Cancel a campaign all of whose tasks are sent: no task of it is started any more.",
            "description": "Workers end what they have not started; results that come after that are kept apart. While tasks are still being sent, `hazard-producer cancel` ends what is not sent.",
            "parameters": [{"$ref": "#/components/parameters/CampaignID"}],
            "requestBody": {
              "required": true,
              "content": {
                "application/json": {"schema": {"$ref": "#/components/schemas/CampaignCancellation"}}
              }
            },
            "responses": {
              "200": {
                "description": "The workers are told. `cancelledAt` is null until the ledger has read it, too.",
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/CampaignDetail"}}}
              },
              "409": {
                "description": "It is complete, or was cancelled before, or its tasks are still being sent.",
                "content": {
                  "application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}
                }
              },
              "422": {"$ref": "#/components/responses/Incomplete"},
              "503": {
                "description": "It is not sure that the workers were told. To ask again does no harm.",
                "content": {
                  "application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}
                }
              },
              "default": {"$ref": "#/components/responses/Problem"}
            }
          }
        },
        "/v1/hazards": {
          "get": {
            "operationId": "hazards",
            "tags": ["hazards"],
            "summary": "Hazards, the worst and oldest first.",
            "description": "`Link: <...>; rel=\"next\"` names the next page.",
            "parameters": [
              {
                "name": "state",
                "in": "query",
                "description": "open, closed or dismissed.",
                "required": false,
                "schema": {"type": "string", "enum": ["open", "closed", "dismissed"]}
              },
              {
                "name": "stage",
                "in": "query",
                "description": "Where its rectification stands.",
                "required": false,
                "schema": {
                  "type": "string",
                  "enum": [
                    "open",
                    "assigned",
                    "rectifying",
                    "rectified",
                    "closed",
                    "risk-accepted",
                    "false-positive",
                    "duplicate",
                    "not-responsible"
                  ]
                }
              },
              {
                "name": "owner",
                "in": "query",
                "description": "Who answers for it.",
                "required": false,
                "schema": {"type": "string", "minLength": 1}
              },
              {
                "name": "department",
                "in": "query",
                "description": "The department in charge.",
                "required": false,
                "schema": {"type": "string", "minLength": 1}
              },
              {
                "name": "overdue",
                "in": "query",
                "description": "Only overdue ones.",
                "required": false,
                "schema": {"type": "string", "enum": ["true"]}
              },
              {
                "name": "supervised",
                "in": "query",
                "description": "Whether under listed supervision (挂牌督办).",
                "required": false,
                "schema": {"type": "string", "enum": ["true", "false"]}
              },
              {
                "name": "awaited",
                "in": "query",
                "description": "A department that was called and has not checked in.",
                "required": false,
                "schema": {"type": "string", "minLength": 1}
              },
              {
                "name": "level",
                "in": "query",
                "required": false,
                "schema": {"type": "string", "enum": ["general", "major"]}
              },
              {
                "name": "grade",
                "in": "query",
                "required": false,
                "schema": {"type": "string", "enum": ["blue", "yellow", "orange", "red"]}
              },
              {"$ref": "#/components/parameters/Region"},
              {"$ref": "#/components/parameters/Site"},
              {
                "name": "item",
                "in": "query",
                "description": "An item of a checklist.",
                "required": false,
                "schema": {"type": "string", "minLength": 1}
              },
              {
                "name": "campaign",
                "in": "query",
                "description": "Found by this campaign.",
                "required": false,
                "schema": {"type": "string", "minLength": 1}
              },
              {
                "name": "sort",
                "in": "query",
                "description": "Some of level, grade, age, difficulty, with commas; each once.",
                "required": false,
                "schema": {"type": "string", "minLength": 1}
              },
              {"$ref": "#/components/parameters/LimitTo500"},
              {"$ref": "#/components/parameters/Cursor"}
            ],
            "responses": {
              "200": {
                "description": "Done.",
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/HazardPage"}}}
              },
              "default": {"$ref": "#/components/responses/Problem"}
            }
          }
        },
        "/v1/hazards/{id}": {
          "get": {
            "operationId": "hazard",
            "tags": ["hazards"],
            "summary": "One hazard with all that happened to it.",
            "description": "`ETag` is its version, for `If-Match` of commands.",
            "parameters": [{"$ref": "#/components/parameters/HazardID"}],
            "responses": {
              "200": {
                "description": "Done.",
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/HazardDetail"}}}
              },
              "default": {"$ref": "#/components/responses/Problem"}
            }
          }
        },
        "/v1/hazards/{id}/events": {
          "get": {
            "operationId": "hazardEvents",
            "tags": ["hazards"],
            "summary": "What happened to a hazard, oldest first.",
            "parameters": [{"$ref": "#/components/parameters/HazardID"}],
            "responses": {
              "200": {
                "description": "Done.",
                "content": {
                  "application/json": {
                    "schema": {
                      "type": "object",
                      "properties": {
                        "items": {"type": "array", "items": {"$ref": "#/components/schemas/Timeline"}}
                      },
                      "required": ["items"],
                      "additionalProperties": false
                    }
                  }
                }
              },
              "default": {"$ref": "#/components/responses/Problem"}
            }
          }
        },
        "/v1/hazards/{id}/explanation": {
          "get": {
            "operationId": "explanation",
            "tags": ["hazards"],
            "summary": "Why a hazard stands as it does.",
            "parameters": [{"$ref": "#/components/parameters/HazardID"}],
            "responses": {
              "200": {
                "description": "Done.",
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Explanation"}}}
              },
              "default": {"$ref": "#/components/responses/Problem"}
            }
          }
        },
        "/v1/hazards/{id}/responsibility": {
          "get": {
            "operationId": "responsibility",
            "tags": ["hazards"],
            "summary": "Who answers for a hazard, until when, and what comes next.",
            "parameters": [{"$ref": "#/components/parameters/HazardID"}],
            "responses": {
              "200": {
                "description": "Done.",
                "content": {
                  "application/json": {"schema": {"$ref": "#/components/schemas/ResponsibilityReport"}}
                }
              },
              "default": {"$ref": "#/components/responses/Problem"}
            }
          }
        },
        "/v1/campaigns/{id}/stream": {
          "get": {
            "operationId": "campaignStream",
            "tags": ["campaigns"],
            "summary": "A campaign's progress as it changes, until its end: server-sent events `progress`, each a Campaign.",
            "parameters": [{"$ref": "#/components/parameters/CampaignID"}],
            "responses": {
              "200": {
                "description": "Done.",
                "content": {"text/event-stream": {"schema": {"type": "string"}}}
              },
              "default": {"$ref": "#/components/responses/Problem"}
            }
          }
        },
        "/v1/stream": {
          "get": {
            "operationId": "stream",
            "tags": ["hazards"],
            "summary": "What happens to hazards, as it happens: server-sent events named as their type, each a Change, at least once.",
            "parameters": [
              {
                "name": "Last-Event-ID",
                "in": "header",
                "required": false,
                "description": "The `id` of the last event that was seen: go on behind it (default: what happens from now on).",
                "schema": {"type": "string"}
              }
            ],
            "responses": {
              "200": {
                "description": "Done.",
                "content": {"text/event-stream": {"schema": {"type": "string"}}}
              },
              "default": {"$ref": "#/components/responses/Problem"}
            }
          }
        },
        "/v1/sites": {
          "get": {
            "operationId": "sites",
            "tags": ["sites"],
            "summary": "Sites with their colours.",
            "parameters": [
              {"$ref": "#/components/parameters/Region"},
              {
                "name": "colour",
                "in": "query",
                "description": "The grade of the worst open hazard; none for sites without any.",
                "required": false,
                "schema": {"type": "string", "enum": ["blue", "yellow", "orange", "red", "none"]}
              },
              {"$ref": "#/components/parameters/LimitTo1000"},
              {"$ref": "#/components/parameters/Cursor"}
            ],
            "responses": {
              "200": {
                "description": "Done.",
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/SitePage"}}}
              },
              "default": {"$ref": "#/components/responses/Problem"}
            }
          }
        },
        "/v1/sites/{id}/score": {
          "get": {
            "operationId": "siteScore",
            "tags": ["figures"],
            "summary": "A site's scores by the models of XCCDF 1.2.",
            "parameters": [
              {
                "name": "id",
                "in": "path",
                "description": "The site.",
                "required": true,
                "schema": {"type": "string", "minLength": 1}
              },
              {"$ref": "#/components/parameters/At"}
            ],
            "responses": {
              "200": {
                "description": "Done.",
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/SiteScores"}}}
              },
              "default": {"$ref": "#/components/responses/Problem"}
            }
          }
        },
        "/v1/regions": {
          "get": {
            "operationId": "regions",
            "tags": ["figures"],
            "summary": "Totals of a region's children, or of the topmost regions.",
            "parameters": [
              {
                "name": "parent",
                "in": "query",
                "description": "A region by its code.",
                "required": false,
                "schema": {"type": "string", "minLength": 1}
              }
            ],
            "responses": {
              "200": {
                "description": "Done.",
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/RegionReport"}}}
              },
              "default": {"$ref": "#/components/responses/Problem"}
            }
          }
        },
        "/v1/regions/{code}/score": {
          "get": {
            "operationId": "regionScore",
            "tags": ["figures"],
            "summary": "A region's mean scores.",
            "parameters": [
              {
                "name": "code",
                "in": "path",
                "description": "The region.",
                "required": true,
                "schema": {"type": "string", "minLength": 1}
              },
              {"$ref": "#/components/parameters/At"},
              {"$ref": "#/components/parameters/Minimum"}
            ],
            "responses": {
              "200": {
                "description": "Done.",
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/RegionScore"}}}
              },
              "default": {"$ref": "#/components/responses/Problem"}
            }
          }
        },
        "/v1/items": {
          "get": {
            "operationId": "items",
            "tags": ["figures"],
            "summary": "What items of checklists come to.",
            "parameters": [
              {
                "name": "campaign",
                "in": "query",
                "description": "Only in this campaign.",
                "required": false,
                "schema": {"type": "string", "minLength": 1}
              }
            ],
            "responses": {
              "200": {
                "description": "Done.",
                "content": {
                  "application/json": {
                    "schema": {
                      "type": "object",
                      "properties": {
                        "items": {"type": "array", "items": {"$ref": "#/components/schemas/Item"}}
                      },
                      "required": ["items"],
                      "additionalProperties": false
                    }
                  }
                }
              },
              "default": {"$ref": "#/components/responses/Problem"}
            }
          }
        },
        "/v1/months": {
          "get": {
            "operationId": "months",
            "tags": ["figures"],
            "summary": "Findings by calendar month.",
            "responses": {
              "200": {
                "description": "Done.",
                "content": {
                  "application/json": {
                    "schema": {
                      "type": "object",
                      "properties": {
                        "items": {"type": "array", "items": {"$ref": "#/components/schemas/Month"}}
                      },
                      "required": ["items"],
                      "additionalProperties": false
                    }
                  }
                }
              },
              "default": {"$ref": "#/components/responses/Problem"}
            }
          }
        },
        "/v1/figures": {
          "get": {
            "operationId": "figures",
            "tags": ["figures"],
            "summary": "Shares and counts of a region at any moment, each with numerator, denominator and Wilson interval.",
            "parameters": [
              {"$ref": "#/components/parameters/Region"},
              {"$ref": "#/components/parameters/At"},
              {"$ref": "#/components/parameters/Since"},
              {"$ref": "#/components/parameters/Minimum"}
            ],
            "responses": {
              "200": {
                "description": "Done.",
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Figures"}}}
              },
              "default": {"$ref": "#/components/responses/Problem"}
            }
          }
        },
        "/v1/figures/ranking": {
          "get": {
            "operationId": "ranking",
            "tags": ["figures"],
            "summary": "The regions in a region, best first.",
            "parameters": [
              {
                "name": "parent",
                "in": "query",
                "description": "A region; without it the topmost ones are ranked.",
                "required": false,
                "schema": {"type": "string", "minLength": 1}
              },
              {"$ref": "#/components/parameters/At"},
              {"$ref": "#/components/parameters/Since"},
              {"$ref": "#/components/parameters/Minimum"},
              {
                "name": "by",
                "in": "query",
                "description": "A figure such as settlement, or score-default, score-flat, score-flat-unweighted, score-absolute.",
                "required": false,
                "schema": {"type": "string", "minLength": 1}
              }
            ],
            "responses": {
              "200": {
                "description": "Done.",
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Ranking"}}}
              },
              "default": {"$ref": "#/components/responses/Problem"}
            }
          }
        },
        "/v1/figures/resolved": {
          "get": {
            "operationId": "resolved",
            "tags": ["figures"],
            "summary": "At which level and in which department hazards were resolved.",
            "parameters": [
              {"$ref": "#/components/parameters/Region"},
              {"$ref": "#/components/parameters/At"},
              {"$ref": "#/components/parameters/Since"},
              {"$ref": "#/components/parameters/Minimum"}
            ],
            "responses": {
              "200": {
                "description": "Done.",
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Resolved"}}}
              },
              "default": {"$ref": "#/components/responses/Problem"}
            }
          }
        },
        "/v1/figures/trend": {
          "get": {
            "operationId": "trend",
            "tags": ["figures"],
            "summary": "A period beside a baseline.",
            "parameters": [
              {"$ref": "#/components/parameters/Region"},
              {"$ref": "#/components/parameters/Minimum"},
              {
                "name": "from",
                "in": "query",
                "description": "The period's beginning.",
                "required": true,
                "schema": {"type": "string", "format": "date-time"}
              },
              {
                "name": "to",
                "in": "query",
                "description": "The period's end.",
                "required": true,
                "schema": {"type": "string", "format": "date-time"}
              },
              {
                "name": "baselineFrom",
                "in": "query",
                "description": "The baseline's beginning.",
                "required": true,
                "schema": {"type": "string", "format": "date-time"}
              },
              {
                "name": "baselineTo",
                "in": "query",
                "description": "The baseline's end.",
                "required": true,
                "schema": {"type": "string", "format": "date-time"}
              }
            ],
            "responses": {
              "200": {
                "description": "Done.",
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Trend"}}}
              },
              "default": {"$ref": "#/components/responses/Problem"}
            }
          }
        },
        "/v1/figures/signals": {
          "get": {
            "operationId": "signals",
            "tags": ["figures"],
            "summary": "Signs that somebody may not have looked.",
            "parameters": [
              {"$ref": "#/components/parameters/Region"},
              {"$ref": "#/components/parameters/Since"},
              {"$ref": "#/components/parameters/At"},
              {
                "name": "fast",
                "in": "query",
                "description": "Inspections of different sites closer together than this are too fast, in seconds (default 60).",
                "required": false,
                "schema": {"type": "integer", "minimum": 1, "maximum": 86400}
              },
              {"$ref": "#/components/parameters/LimitTo1000From100"},
              {"$ref": "#/components/parameters/Minimum"}
            ],
            "responses": {
              "200": {
                "description": "Done.",
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Signals"}}}
              },
              "default": {"$ref": "#/components/responses/Problem"}
            }
          }
        },
        "/v1/coverage": {
          "get": {
            "operationId": "coverage",
            "tags": ["figures"],
            "summary": "What was inspected, and all that was not.",
            "parameters": [
              {"$ref": "#/components/parameters/Region"},
              {
                "name": "campaign",
                "in": "query",
                "description": "Only what this campaign did counts.",
                "required": false,
                "schema": {"type": "string", "minLength": 1}
              },
              {"$ref": "#/components/parameters/At"},
              {"$ref": "#/components/parameters/LimitTo1000From100"},
              {"$ref": "#/components/parameters/Cursor"},
              {"$ref": "#/components/parameters/Minimum"}
            ],
            "responses": {
              "200": {
                "description": "Done.",
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Coverage"}}}
              },
              "default": {"$ref": "#/components/responses/Problem"}
            }
          }
        },
        "/v1/what-if": {
          "get": {
            "operationId": "whatIf",
            "tags": ["figures"],
            "summary": "What fixing each hazard would gain.",
            "parameters": [
              {
                "name": "site",
                "in": "query",
                "description": "One of site, region and hazard.",
                "required": false,
                "schema": {"type": "string", "minLength": 1}
              },
              {"$ref": "#/components/parameters/Region"},
              {
                "name": "hazard",
                "in": "query",
                "description": "One of site, region and hazard.",
                "required": false,
                "schema": {"type": "string", "minLength": 1}
              },
              {
                "name": "model",
                "in": "query",
                "description": "A scoring model.",
                "required": false,
                "schema": {"type": "string", "minLength": 1}
              },
              {"$ref": "#/components/parameters/At"},
              {
                "name": "limit",
                "in": "query",
                "description": "How many at most on a page (default 20).",
                "required": false,
                "schema": {"type": "integer", "minimum": 1, "maximum": 1000}
              }
            ],
            "responses": {
              "200": {
                "description": "Done.",
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/WhatIf"}}}
              },
              "default": {"$ref": "#/components/responses/Problem"}
            }
          }
        },
        "/v1/bulletin": {
          "get": {
            "operationId": "bulletin",
            "tags": ["figures"],
            "summary": "The laggards bulletin (督查通报) of a region.",
            "description": "The same ledger, at and language give the same bytes; times in it are UTC. HTML and Markdown are in the language of lang, or without it in the one that Accept-Language likes best (English or Chinese), and Content-Language says which. CSV is for programs: its column names are English in every language.",
            "parameters": [
              {"$ref": "#/components/parameters/Region"},
              {"$ref": "#/components/parameters/At"},
              {
                "name": "by",
                "in": "query",
                "description": "The figure that regions are ranked by.",
                "required": false,
                "schema": {"type": "string", "minLength": 1}
              },
              {"$ref": "#/components/parameters/Minimum"},
              {
                "name": "hazards",
                "in": "query",
                "description": "How many of the worst open hazards it lists (default 20).",
                "required": false,
                "schema": {"type": "integer", "minimum": 1, "maximum": 1000}
              },
              {
                "name": "format",
                "in": "query",
                "description": "(default html)",
                "required": false,
                "schema": {"type": "string", "enum": ["html", "md", "csv"]}
              },
              {
                "name": "lang",
                "in": "query",
                "description": "The language of HTML and Markdown (default: by Accept-Language, else English).",
                "required": false,
                "schema": {"type": "string", "enum": ["en", "zh"]}
              }
            ],
            "responses": {
              "200": {
                "description": "Done.",
                "content": {
                  "text/html": {"schema": {"type": "string"}},
                  "text/markdown": {"schema": {"type": "string"}},
                  "text/csv": {"schema": {"type": "string"}}
                }
              },
              "default": {"$ref": "#/components/responses/Problem"}
            }
          }
        },
        "/v1/exports/hazards": {
          "get": {
            "operationId": "exportHazards",
            "tags": ["exports"],
            "summary": "All hazards, row by row.",
            "parameters": [
              {
                "name": "format",
                "in": "query",
                "description": "(default csv)",
                "required": false,
                "schema": {"type": "string", "enum": ["csv", "jsonl", "geojson", "oscal"]}
              },
              {"$ref": "#/components/parameters/Region"},
              {
                "name": "state",
                "in": "query",
                "description": "Only hazards in this state.",
                "required": false,
                "schema": {"type": "string", "enum": ["open", "closed", "dismissed"]}
              }
            ],
            "responses": {
              "200": {
                "description": "Done.",
                "content": {
                  "text/csv": {"schema": {"type": "string"}},
                  "application/jsonl": {"schema": {"type": "string"}},
                  "application/geo+json": {"schema": {"type": "object"}},
                  "application/json": {"schema": {"type": "object"}}
                }
              },
              "default": {"$ref": "#/components/responses/Problem"}
            }
          }
        },
        "/v1/exports/sites": {
          "get": {
            "operationId": "exportSites",
            "tags": ["exports"],
            "summary": "All sites, row by row.",
            "parameters": [
              {
                "name": "format",
                "in": "query",
                "description": "(default csv)",
                "required": false,
                "schema": {"type": "string", "enum": ["csv", "jsonl", "geojson"]}
              },
              {"$ref": "#/components/parameters/Region"}
            ],
            "responses": {
              "200": {
                "description": "Done.",
                "content": {
                  "text/csv": {"schema": {"type": "string"}},
                  "application/jsonl": {"schema": {"type": "string"}},
                  "application/geo+json": {"schema": {"type": "object"}}
                }
              },
              "default": {"$ref": "#/components/responses/Problem"}
            }
          }
        },
        "/v1/exports/audit": {
          "get": {
            "operationId": "exportAudit",
            "tags": ["exports"],
            "summary": "Who did what when.",
            "parameters": [
              {
                "name": "format",
                "in": "query",
                "description": "(default csv)",
                "required": false,
                "schema": {"type": "string", "enum": ["csv", "jsonl"]}
              },
              {"$ref": "#/components/parameters/Region"}
            ],
            "responses": {
              "200": {
                "description": "Done.",
                "content": {
                  "text/csv": {"schema": {"type": "string"}},
                  "application/jsonl": {"schema": {"type": "string"}}
                }
              },
              "default": {"$ref": "#/components/responses/Problem"}
            }
          }
        },
        "/v1/notifications": {
          "get": {
            "operationId": "notifications",
            "tags": ["notifications"],
            "summary": "What waits to be told to subscribers, and what could not be.",
            "parameters": [
              {
                "name": "state",
                "in": "query",
                "required": false,
                "schema": {"type": "string", "enum": ["waiting", "dead"]}
              },
              {
                "name": "subscription",
                "in": "query",
                "description": "One subscription.",
                "required": false,
                "schema": {"type": "string", "minLength": 1}
              },
              {"$ref": "#/components/parameters/LimitTo500"},
              {"$ref": "#/components/parameters/Cursor"}
            ],
            "responses": {
              "200": {
                "description": "Done.",
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Notification"}}}
              },
              "default": {"$ref": "#/components/responses/Problem"}
            }
          }
        },
        "/v1/notifications/redeliver": {
          "post": {
            "operationId": "redeliverAll",
            "tags": ["notifications"],
            "summary": "Try all dead notifications again.",
            "responses": {
              "200": {
                "description": "Done.",
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Redelivery"}}}
              },
              "default": {"$ref": "#/components/responses/Problem"}
            }
          }
        },
        "/v1/notifications/{id}/redeliver": {
          "post": {
            "operationId": "redeliver",
            "tags": ["notifications"],
            "summary": "Try a dead notification again.",
            "parameters": [
              {
                "name": "id",
                "in": "path",
                "description": "The notification.",
                "required": true,
                "schema": {"type": "string", "minLength": 1}
              }
            ],
            "responses": {
              "200": {
                "description": "Done.",
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Redelivery"}}}
              },
              "default": {"$ref": "#/components/responses/Problem"}
            }
          }
        },
        "/v1/hazards/{id}/{action}": {
          "post": {
            "operationId": "command",
            "tags": ["rectification"],
            "summary": "Do something about a hazard.",
            "description": "A hazard's `rectification.allowed` lists what may be done now.",
            "parameters": [
              {"$ref": "#/components/parameters/HazardID"},
              {"$ref": "#/components/parameters/Action"},
              {"$ref": "#/components/parameters/IdempotencyKey"},
              {
                "name": "If-Match",
                "in": "header",
                "required": false,
                "description": "Refuse unless the hazard still is of this version.",
                "schema": {"type": "string"}
              }
            ],
            "requestBody": {
              "required": true,
              "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Command"}}}
            },
            "responses": {
              "200": {
                "description": "Done.",
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/CommandAnswer"}}}
              },
              "409": {"$ref": "#/components/responses/Conflict"},
              "412": {"$ref": "#/components/responses/OtherVersion"},
              "413": {"$ref": "#/components/responses/TooLarge"},
              "422": {"$ref": "#/components/responses/SomethingMissing"},
              "default": {"$ref": "#/components/responses/Problem"}
            }
          }
        },
        "/v1/commands/{action}": {
          "post": {
            "operationId": "commands",
            "tags": ["rectification"],
            "summary": "Do something about several hazards: about all of them, or about none.",
            "parameters": [
              {"$ref": "#/components/parameters/Action"},
              {"$ref": "#/components/parameters/IdempotencyKey"}
            ],
            "requestBody": {
              "required": true,
              "content": {"application/json": {"schema": {"$ref": "#/components/schemas/BulkCommand"}}}
            },
            "responses": {
              "200": {
                "description": "Done.",
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/CommandAnswer"}}}
              },
              "409": {"$ref": "#/components/responses/Conflict"},
              "412": {"$ref": "#/components/responses/OtherVersion"},
              "413": {"$ref": "#/components/responses/TooLarge"},
              "422": {"$ref": "#/components/responses/SomethingMissing"},
              "default": {"$ref": "#/components/responses/Problem"}
            }
          }
        },
        "/v1/report-services": {
          "get": {
            "operationId": "reportServices",
            "tags": ["reports"],
            "summary": "What can be reported: items of checklists.",
            "responses": {
              "200": {
                "description": "Done.",
                "content": {
                  "application/json": {
                    "schema": {
                      "type": "object",
                      "properties": {
                        "items": {"type": "array", "items": {"$ref": "#/components/schemas/ReportService"}}
                      },
                      "required": ["items"],
                      "additionalProperties": false
                    }
                  }
                }
              },
              "default": {"$ref": "#/components/responses/Problem"}
            }
          }
        },
        "/v1/reports": {
          "get": {
            "operationId": "reports",
            "tags": ["reports"],
            "summary": "Reports, the newest first.",
            "parameters": [
              {
                "name": "status",
                "in": "query",
                "required": false,
                "schema": {"type": "string", "enum": ["open", "closed"]}
              },
              {
                "name": "service",
                "in": "query",
                "description": "What was reported.",
                "required": false,
                "schema": {"type": "string", "minLength": 1}
              },
              {"$ref": "#/components/parameters/Site"},
              {"$ref": "#/components/parameters/Region"},
              {"$ref": "#/components/parameters/Since"},
              {"$ref": "#/components/parameters/Until"},
              {"$ref": "#/components/parameters/LimitTo500"}
            ],
            "responses": {
              "200": {
                "description": "Done.",
                "content": {
                  "application/json": {
                    "schema": {
                      "type": "object",
                      "properties": {
                        "items": {"type": "array", "items": {"$ref": "#/components/schemas/Report"}}
                      },
                      "required": ["items"],
                      "additionalProperties": false
                    }
                  }
                }
              },
              "default": {"$ref": "#/components/responses/Problem"}
            }
          },
          "post": {
            "operationId": "report",
            "tags": ["reports"],
            "summary": "Report what is wrong. Workers decide it as they decide everything.",
            "parameters": [{"$ref": "#/components/parameters/IdempotencyKey"}],
            "requestBody": {
              "required": true,
              "content": {
                "application/json": {
                  "schema": {
                    "type": "object",
                    "properties": {
                      "service": {
                        "type": "string",
                        "description": "What is wrong: a code of /v1/report-services."
                      },
                      "site": {"type": "string", "description": "Where."},
                      "latitude": {"type": "number", "minimum": -90, "maximum": 90},
                      "longitude": {"type": "number", "minimum": -180, "maximum": 180},
                      "description": {"type": "string", "description": "What was seen."},
                      "person": {"type": "string", "description": "Who reports; with a token, its holder."},
                      "role": {"type": "string", "description": "What the person acts as."},
                      "contact": {"type": "string", "description": "How to reach them."},
                      "observation": {
                        "type": "string",
                        "description": "What was observed, where the item is not one of yes or no."
                      },
                      "evidence": {"type": "array", "items": {"type": "string"}},
                      "departments": {
                        "type": "array",
                        "description": "Departments that an owner calls with it (吹哨).",
                        "items": {
                          "type": "object",
                          "properties": {
                            "department": {"type": "string"},
                            "due": {"type": "string", "format": "date-time"}
                          },
                          "required": ["department", "due"]
                        }
                      },
                      "address": {"type": "string", "description": "Where, in words."},
                      "at": {"type": "string", "format": "date-time"}
                    },
                    "required": [],
                    "additionalProperties": false
                  }
                }
              }
            },
            "responses": {
              "200": {
                "description": "Done.",
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Report"}}}
              },
              "409": {
                "description": "The key belongs to another report.",
                "content": {
                  "application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}
                }
              },
              "422": {
                "description": "Something is missing, or the place is not known.",
                "content": {
                  "application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}
                }
              },
              "default": {"$ref": "#/components/responses/Problem"},
              "201": {
                "description": "Taken.",
                "content": {
                  "application/json": {
                    "schema": {
                      "anyOf": [
                        {"$ref": "#/components/schemas/Report"},
                        {
                          "type": "object",
                          "properties": {"id": {"type": "string"}},
                          "required": ["id"],
                          "additionalProperties": false
                        }
                      ]
                    }
                  }
                }
              }
            }
          }
        },
        "/v1/reports/{id}": {
          "get": {
            "operationId": "reportStatus",
            "tags": ["reports"],
            "summary": "One report, and open hazards of its kind nearby.",
            "parameters": [
              {
                "name": "id",
                "in": "path",
                "description": "The report.",
                "required": true,
                "schema": {"type": "string", "minLength": 1}
              }
            ],
            "responses": {
              "200": {
                "description": "Done.",
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Report"}}}
              },
              "default": {"$ref": "#/components/responses/Problem"}
            }
          }
        },
        "/v1/hazards/{id}/near": {
          "get": {
            "operationId": "near",
            "tags": ["hazards"],
            "summary": "Open hazards of the same category nearby, which may be the same.",
            "parameters": [
              {"$ref": "#/components/parameters/HazardID"},
              {
                "name": "distance",
                "in": "query",
                "description": "In metres (default 100).",
                "required": false,
                "schema": {"type": "integer", "minimum": 0, "maximum": 10000}
              }
            ],
            "responses": {
              "200": {
                "description": "Done.",
                "content": {
                  "application/json": {
                    "schema": {
                      "type": "object",
                      "properties": {
                        "items": {"type": "array", "items": {"$ref": "#/components/schemas/ReportNear"}}
                      },
                      "required": ["items"],
                      "additionalProperties": false
                    }
                  }
                }
              },
              "default": {"$ref": "#/components/responses/Problem"}
            }
          }
        },
        "/v1/evidence": {
          "post": {
            "operationId": "keepEvidence",
            "tags": ["evidence"],
            "summary": "Keep a photo or document by the hash of its content.",
            "requestBody": {
              "required": true,
              "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}
            },
            "responses": {
              "413": {
                "description": "It is too large.",
                "content": {
                  "application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}
                }
              },
              "415": {
                "description": "It is of a kind that is not kept.",
                "content": {
                  "application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}
                }
              },
              "default": {"$ref": "#/components/responses/Problem"},
              "201": {
                "description": "Kept.",
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Evidence"}}}
              }
            }
          }
        },
        "/v1/evidence/{hash}": {
          "get": {
            "operationId": "evidence",
            "tags": ["evidence"],
            "summary": "A photo or document.",
            "parameters": [
              {
                "name": "hash",
                "in": "path",
                "description": "Its SHA-256.",
                "required": true,
                "schema": {"type": "string", "minLength": 1}
              }
            ],
            "responses": {
              "200": {
                "description": "Done.",
                "content": {
                  "image/jpeg": {"schema": {"type": "string", "format": "binary"}},
                  "image/png": {"schema": {"type": "string", "format": "binary"}},
                  "image/webp": {"schema": {"type": "string", "format": "binary"}},
                  "application/pdf": {"schema": {"type": "string", "format": "binary"}}
                }
              },
              "default": {"$ref": "#/components/responses/Problem"}
            }
          }
        },
        "/v1/accidents": {
          "get": {
            "operationId": "accidents",
            "tags": ["accidents"],
            "summary": "Accidents, as they are known.",
            "parameters": [
              {"$ref": "#/components/parameters/Region"},
              {"$ref": "#/components/parameters/Since"},
              {"$ref": "#/components/parameters/Until"},
              {"$ref": "#/components/parameters/At"},
              {
                "name": "withdrawn",
                "in": "query",
                "description": "Withdrawn ones, too.",
                "required": false,
                "schema": {"type": "string", "enum": ["true", "false"]}
              },
              {"$ref": "#/components/parameters/LimitTo1000From100"}
            ],
            "responses": {
              "200": {
                "description": "Done.",
                "content": {
                  "application/json": {
                    "schema": {
                      "type": "object",
                      "properties": {
                        "items": {"type": "array", "items": {"$ref": "#/components/schemas/Accident"}}
                      },
                      "required": ["items"],
                      "additionalProperties": false
                    }
                  }
                }
              },
              "default": {"$ref": "#/components/responses/Problem"}
            }
          },
          "post": {
            "operationId": "recordAccident",
            "tags": ["accidents"],
            "summary": "Record an accident.",
            "parameters": [{"$ref": "#/components/parameters/IdempotencyKey"}],
            "requestBody": {
              "required": true,
              "content": {
                "application/json": {
                  "schema": {
                    "type": "object",
                    "properties": {
                      "person": {"type": "string", "description": "Who says so; with a token, its holder."},
                      "role": {"type": "string", "description": "What the person acts as."},
                      "reason": {"type": "string", "description": "Why."},
                      "at": {"type": "string", "format": "date-time"},
                      "occurredAt": {"type": "string", "format": "date-time"},
                      "region": {"type": "string", "description": "Where: a region by its code."},
                      "kind": {"type": "string", "description": "Of what kind."},
                      "deaths": {"type": "integer", "minimum": 0},
                      "injuries": {"type": "integer", "minimum": 0},
                      "description": {"type": "string", "description": "What happened."},
                      "hazard": {"type": "string", "description": "A hazard that it came of."}
                    },
                    "required": [],
                    "additionalProperties": false
                  }
                }
              }
            },
            "responses": {
              "200": {
                "description": "Done.",
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Accident"}}}
              },
              "409": {"$ref": "#/components/responses/StandsOtherwise"},
              "422": {"$ref": "#/components/responses/Incomplete"},
              "default": {"$ref": "#/components/responses/Problem"},
              "201": {
                "description": "Recorded.",
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Accident"}}}
              }
            }
          }
        },
        "/v1/accidents/{id}": {
          "get": {
            "operationId": "accident",
            "tags": ["accidents"],
            "summary": "One accident with its history.",
            "parameters": [{"$ref": "#/components/parameters/AccidentID"}],
            "responses": {
              "200": {
                "description": "Done.",
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Accident"}}}
              },
              "default": {"$ref": "#/components/responses/Problem"}
            }
          }
        },
        "/v1/accidents/{id}/correct": {
          "post": {
            "operationId": "correctAccident",
            "tags": ["accidents"],
            "summary": "Correct what is recorded; the history stays.",
            "parameters": [
              {"$ref": "#/components/parameters/AccidentID"},
              {"$ref": "#/components/parameters/IdempotencyKey"}
            ],
            "requestBody": {
              "required": true,
              "content": {
                "application/json": {
                  "schema": {
                    "type": "object",
                    "properties": {
                      "person": {"type": "string", "description": "Who says so; with a token, its holder."},
                      "role": {"type": "string", "description": "What the person acts as."},
                      "reason": {"type": "string", "description": "Why."},
                      "at": {"type": "string", "format": "date-time"},
                      "occurredAt": {"type": "string", "format": "date-time"},
                      "region": {"type": "string", "description": "Where: a region by its code."},
                      "kind": {"type": "string", "description": "Of what kind."},
                      "deaths": {"type": "integer", "minimum": 0},
                      "injuries": {"type": "integer", "minimum": 0},
                      "description": {"type": "string", "description": "What happened."},
                      "hazard": {"type": "string", "description": "A hazard that it came of."}
                    },
                    "required": [],
                    "additionalProperties": false
                  }
                }
              }
            },
            "responses": {
              "200": {
                "description": "Done.",
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Accident"}}}
              },
              "409": {"$ref": "#/components/responses/StandsOtherwise"},
              "422": {"$ref": "#/components/responses/Incomplete"},
              "default": {"$ref": "#/components/responses/Problem"}
            }
          }
        },
        "/v1/accidents/{id}/withdraw": {
          "post": {
            "operationId": "withdrawAccident",
            "tags": ["accidents"],
            "summary": "Withdraw an accident that was none; the history stays.",
            "parameters": [
              {"$ref": "#/components/parameters/AccidentID"},
              {"$ref": "#/components/parameters/IdempotencyKey"}
            ],
            "requestBody": {
              "required": true,
              "content": {
                "application/json": {
                  "schema": {
                    "type": "object",
                    "properties": {
                      "person": {"type": "string", "description": "Who says so; with a token, its holder."},
                      "role": {"type": "string", "description": "What the person acts as."},
                      "reason": {"type": "string", "description": "Why."},
                      "at": {"type": "string", "format": "date-time"}
                    },
                    "required": [],
                    "additionalProperties": false
                  }
                }
              }
            },
            "responses": {
              "200": {
                "description": "Done.",
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Accident"}}}
              },
              "409": {"$ref": "#/components/responses/StandsOtherwise"},
              "422": {"$ref": "#/components/responses/Incomplete"},
              "default": {"$ref": "#/components/responses/Problem"}
            }
          }
        },
        "/v1/figures/accidents": {
          "get": {
            "operationId": "accidentSeries",
            "tags": ["accidents"],
            "summary": "Accidents, deaths and injuries beside hazards found and closed, by period.",
            "parameters": [
              {"$ref": "#/components/parameters/Region"},
              {
                "name": "by",
                "in": "query",
                "required": false,
                "schema": {"type": "string", "enum": ["month", "year"]}
              },
              {
                "name": "from",
                "in": "query",
                "description": "Where the series begins.",
                "required": true,
                "schema": {"type": "string", "format": "date-time"}
              },
              {
                "name": "to",
                "in": "query",
                "description": "Its end (default: now).",
                "required": false,
                "schema": {"type": "string", "format": "date-time"}
              },
              {
                "name": "baselineFrom",
                "in": "query",
                "description": "The baseline that the whole is compared with.",
                "required": false,
                "schema": {"type": "string", "format": "date-time"}
              },
              {
                "name": "baselineTo",
                "in": "query",
                "description": "Its end.",
                "required": false,
                "schema": {"type": "string", "format": "date-time"}
              },
              {"$ref": "#/components/parameters/At"}
            ],
            "responses": {
              "200": {
                "description": "Done.",
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/AccidentSeries"}}}
              },
              "default": {"$ref": "#/components/responses/Problem"}
            }
          }
        },
        "/v1/views/finds": {
          "get": {
            "operationId": "viewFinds",
            "tags": ["figures"],
            "summary": "Who finds.",
            "parameters": [
              {"$ref": "#/components/parameters/By"},
              {"$ref": "#/components/parameters/Region"},
              {"$ref": "#/components/parameters/Since"},
              {"$ref": "#/components/parameters/Until"},
              {"$ref": "#/components/parameters/LimitTo10000From100"}
            ],
            "responses": {
              "200": {
                "description": "Done.",
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Network"}}}
              },
              "default": {"$ref": "#/components/responses/Problem"}
            }
          }
        },
        "/v1/views/fixes": {
          "get": {
            "operationId": "viewFixes",
            "tags": ["figures"],
            "summary": "Who fixes.",
            "parameters": [
              {"$ref": "#/components/parameters/By"},
              {"$ref": "#/components/parameters/Region"},
              {"$ref": "#/components/parameters/LimitTo10000From100"}
            ],
            "responses": {
              "200": {
                "description": "Done.",
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Network"}}}
              },
              "default": {"$ref": "#/components/responses/Problem"}
            }
          }
        },
        "/v1/views/answers": {
          "get": {
            "operationId": "viewAnswers",
            "tags": ["figures"],
            "summary": "Who answers for it.",
            "parameters": [
              {"$ref": "#/components/parameters/By"},
              {"$ref": "#/components/parameters/Region"},
              {"$ref": "#/components/parameters/LimitTo10000From100"}
            ],
            "responses": {
              "200": {
                "description": "Done.",
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Network"}}}
              },
              "default": {"$ref": "#/components/responses/Problem"}
            }
          }
        },
        "/v1/campaigns/{id}/team": {
          "get": {
            "operationId": "team",
            "tags": ["campaigns"],
            "summary": "The roles of a campaign's team, and who claimed what.",
            "parameters": [
              {"$ref": "#/components/parameters/CampaignID"},
              {"$ref": "#/components/parameters/Region"},
              {
                "name": "missing",
                "in": "query",
                "description": "Only sites at which a role is missing.",
                "required": false,
                "schema": {"type": "string", "enum": ["true", "false"]}
              },
              {"$ref": "#/components/parameters/LimitTo500"},
              {"$ref": "#/components/parameters/Cursor"}
            ],
            "responses": {
              "200": {
                "description": "Done.",
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Team"}}}
              },
              "default": {"$ref": "#/components/responses/Problem"}
            }
          },
          "post": {
            "operationId": "formTeam",
            "tags": ["campaigns"],
            "summary": "Say which roles have to claim every site.",
            "parameters": [
              {"$ref": "#/components/parameters/CampaignID"},
              {"$ref": "#/components/parameters/IdempotencyKey"}
            ],
            "requestBody": {
              "required": true,
              "content": {
                "application/json": {
                  "schema": {
                    "type": "object",
                    "properties": {
                      "person": {"type": "string", "description": "Who says so; with a token, its holder."},
                      "reason": {"type": "string", "description": "Why."},
                      "at": {"type": "string", "format": "date-time"},
                      "roles": {"type": "array", "items": {"type": "string"}}
                    },
                    "required": ["roles"],
                    "additionalProperties": false
                  }
                }
              }
            },
            "responses": {
              "200": {
                "description": "Done.",
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Team"}}}
              },
              "409": {"$ref": "#/components/responses/StandsOtherwise"},
              "422": {"$ref": "#/components/responses/Incomplete"},
              "default": {"$ref": "#/components/responses/Problem"}
            }
          }
        },
        "/v1/campaigns/{id}/sites/{site}/form": {
          "get": {
            "operationId": "inspectionForm",
            "tags": ["campaigns"],
            "summary": "What a campaign asks at a site, and what is known of it: an inspector's form.",
            "parameters": [
              {"$ref": "#/components/parameters/CampaignID"},
              {"$ref": "#/components/parameters/SiteInPath"}
            ],
            "responses": {
              "200": {
                "description": "Done.",
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/InspectionForm"}}}
              },
              "default": {"$ref": "#/components/responses/Problem"}
            }
          }
        },
        "/v1/campaigns/{id}/sites/{site}/submissions": {
          "post": {
            "operationId": "submitInspection",
            "tags": ["campaigns"],
            "summary": "Say what was seen of items that nobody had inspected. Workers decide it as they decide everything.",
            "parameters": [
              {"$ref": "#/components/parameters/CampaignID"},
              {"$ref": "#/components/parameters/SiteInPath"},
              {"$ref": "#/components/parameters/IdempotencyKey"}
            ],
            "requestBody": {
              "required": true,
              "content": {
                "application/json": {
                  "schema": {
                    "type": "object",
                    "properties": {
                      "person": {"type": "string", "description": "Who inspected; with a token, its holder."},
                      "role": {"type": "string", "description": "What the person acts as."},
                      "at": {
                        "type": "string",
                        "format": "date-time",
                        "description": "When it was seen (default: now)."
                      },
                      "answers": {
                        "type": "array",
                        "maxItems": 1000,
                        "items": {
                          "type": "object",
                          "properties": {
                            "item": {"type": "string", "description": "The item's id."},
                            "value": {
                              "description": "As the item reads it: yes, 0.7 MPa, an option, 2026-11-21; n/a where it does not apply. Lists are of what was chosen or measured.",
                              "type": ["string", "number", "boolean", "array"]
                            },
                            "evidence": {
                              "type": "array",
                              "items": {"type": "string"},
                              "description": "References that POST /v1/evidence answered."
                            },
                            "note": {"type": "string", "description": "In the inspector's words."}
                          },
                          "required": ["item", "value"],
                          "additionalProperties": false
                        }
                      }
                    },
                    "required": ["answers"],
                    "additionalProperties": false
                  }
                }
              }
            },
            "responses": {
              "200": {
                "description": "It had been taken before, under the same key.",
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Submission"}}}
              },
              "202": {
                "description": "Taken; workers will decide it.",
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Submission"}}}
              },
              "409": {"$ref": "#/components/responses/StandsOtherwise"},
              "422": {"$ref": "#/components/responses/Incomplete"},
              "default": {"$ref": "#/components/responses/Problem"}
            }
          }
        },
        "/v1/submissions/{id}": {
          "get": {
            "operationId": "submission",
            "tags": ["campaigns"],
            "summary": "A submission, and what its items came to.",
            "parameters": [
              {
                "name": "id",
                "in": "path",
                "description": "The submission.",
                "required": true,
                "schema": {"type": "string", "minLength": 1}
              }
            ],
            "responses": {
              "200": {
                "description": "Done.",
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Submission"}}}
              },
              "default": {"$ref": "#/components/responses/Problem"}
            }
          }
        },
        "/v1/campaigns/{id}/claim": {
          "post": {
            "operationId": "claimSite",
            "tags": ["campaigns"],
            "summary": "Claim a site in a role of the team.",
            "parameters": [
              {"$ref": "#/components/parameters/CampaignID"},
              {"$ref": "#/components/parameters/IdempotencyKey"}
            ],
            "requestBody": {
              "required": true,
              "content": {
                "application/json": {
                  "schema": {
                    "type": "object",
                    "properties": {
                      "person": {"type": "string", "description": "Who says so; with a token, its holder."},
                      "reason": {"type": "string", "description": "Why."},
                      "at": {"type": "string", "format": "date-time"},
                      "site": {"type": "string", "description": "The site."},
                      "role": {"type": "string", "description": "The role."}
                    },
                    "required": ["site", "role"],
                    "additionalProperties": false
                  }
                }
              }
            },
            "responses": {
              "200": {
                "description": "Done.",
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Team"}}}
              },
              "409": {"$ref": "#/components/responses/StandsOtherwise"},
              "422": {"$ref": "#/components/responses/Incomplete"},
              "default": {"$ref": "#/components/responses/Problem"}
            }
          }
        },
        "/v1/campaigns/{id}/release": {
          "post": {
            "operationId": "releaseSite",
            "tags": ["campaigns"],
            "summary": "Give a claim back.",
            "parameters": [
              {"$ref": "#/components/parameters/CampaignID"},
              {"$ref": "#/components/parameters/IdempotencyKey"}
            ],
            "requestBody": {
              "required": true,
              "content": {
                "application/json": {
                  "schema": {
                    "type": "object",
                    "properties": {
                      "person": {"type": "string", "description": "Who says so; with a token, its holder."},
                      "reason": {"type": "string", "description": "Why."},
                      "at": {"type": "string", "format": "date-time"},
                      "site": {"type": "string", "description": "The site."},
                      "role": {"type": "string", "description": "The role."}
                    },
                    "required": ["site", "role"],
                    "additionalProperties": false
                  }
                }
              }
            },
            "responses": {
              "200": {
                "description": "Done.",
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Team"}}}
              },
              "409": {"$ref": "#/components/responses/StandsOtherwise"},
              "422": {"$ref": "#/components/responses/Incomplete"},
              "default": {"$ref": "#/components/responses/Problem"}
            }
          }
        },
        "/login": {
          "post": {
            "operationId": "login",
            "tags": ["access"],
            "summary": "Put a token into a session's cookie.",
            "requestBody": {
              "required": true,
              "content": {
                "application/x-www-form-urlencoded": {
                  "schema": {
                    "type": "object",
                    "properties": {
                      "token": {"type": "string"},
                      "next": {"type": "string", "description": "The path to go on to."}
                    },
                    "required": ["token"]
                  }
                }
              }
            },
            "responses": {
              "303": {"description": "Signed in; go on to `Location`."},
              "default": {"$ref": "#/components/responses/Problem"}
            },
            "security": []
          }
        },
        "/logout": {
          "post": {
            "operationId": "logout",
            "tags": ["access"],
            "summary": "End the session.",
            "responses": {"303": {"description": "Signed out."}},
            "security": []
          }
        }
      },
      "components": {
        "securitySchemes": {
          "bearer": {
            "type": "http",
            "scheme": "bearer",
            "description": "A token of `hazard-aggregator token create`, or a JSON Web Token of the configured issuer."
          },
          "session": {"type": "apiKey", "in": "cookie", "name": "hazardfleet_session"}
        },
        "parameters": {
          "AccidentID": {
            "description": "The accident.",
            "in": "path",
            "name": "id",
            "required": true,
            "schema": {"minLength": 1, "type": "string"}
          },
          "Action": {
            "description": "What is done. assign: give it to an owner. start: begin the rectification. rectify: report the rectification as done, with evidence. accept: verify that it is done: another person than the one who rectified. reject: send it back. fix-on-the-spot: rectified and verified in one step (即查即改). accept-risk: accept the risk until a day. false-positive: it is no hazard. duplicate: it is another hazard. not-responsible: the owner does not answer for it. hand-off: hand it to another owner. reopen: take a side exit back. extend: set a later deadline. take-charge: a named executive takes over (包案). green-channel: handle it before others (绿色通道). whistle: call departments, each before a deadline of its own (吹哨). check-in: a called department reports that it is there (报到). supervise: put it under listed supervision (挂牌督办).",
            "in": "path",
            "name": "action",
            "required": true,
            "schema": {
              "enum": [
                "assign",
                "start",
                "rectify",
                "accept",
                "reject",
                "fix-on-the-spot",
                "accept-risk",
                "false-positive",
                "duplicate",
                "not-responsible",
                "hand-off",
                "reopen",
                "extend",
                "take-charge",
                "green-channel",
                "whistle",
                "check-in",
                "supervise"
              ],
              "type": "string"
            }
          },
          "At": {
            "description": "A moment of the past, by the times of what was found and done (default: everything that is known).",
            "in": "query",
            "name": "at",
            "required": false,
            "schema": {"format": "date-time", "type": "string"}
          },
          "By": {
            "description": "What it is counted by.",
            "in": "query",
            "name": "by",
            "required": false,
            "schema": {"minLength": 1, "type": "string"}
          },
          "CampaignID": {
            "description": "The campaign.",
            "in": "path",
            "name": "id",
            "required": true,
            "schema": {"minLength": 1, "type": "string"}
          },
          "Cursor": {
            "description": "Where the page before ended: `next` of its answer.",
            "in": "query",
            "name": "cursor",
            "required": false,
            "schema": {"minLength": 1, "type": "string"}
          },
          "HazardID": {
            "description": "The hazard: 13 letters and digits.",
            "in": "path",
            "name": "id",
            "required": true,
            "schema": {"minLength": 1, "type": "string"}
          },
          "IdempotencyKey": {
            "description": "Names the command: sent again under the same key it is not done again.",
            "in": "header",
            "name": "Idempotency-Key",
            "required": false,
            "schema": {"maxLength": 200, "minLength": 1, "type": "string"}
          },
          "LimitTo1000": {
            "description": "How many at most on a page (default 50).",
            "in": "query",
            "name": "limit",
            "required": false,
            "schema": {"maximum": 1000, "minimum": 1, "type": "integer"}
          },
          "LimitTo10000From100": {
            "description": "How many at most on a page (default 100).",
            "in": "query",
            "name": "limit",
            "required": false,
            "schema": {"maximum": 10000, "minimum": 1, "type": "integer"}
          },
          "LimitTo1000From100": {
            "description": "How many at most on a page (default 100).",
            "in": "query",
            "name": "limit",
            "required": false,
            "schema": {"maximum": 1000, "minimum": 1, "type": "integer"}
          },
          "LimitTo500": {
            "description": "How many at most on a page (default 50).",
            "in": "query",
            "name": "limit",
            "required": false,
            "schema": {"maximum": 500, "minimum": 1, "type": "integer"}
          },
          "Minimum": {
            "description": "Shares of less are not compared (default 10).",
            "in": "query",
            "name": "minimum",
            "required": false,
            "schema": {"minimum": 1, "type": "integer"}
          },
          "Region": {
            "description": "A region by its code, with everything below it.",
            "in": "query",
            "name": "region",
            "required": false,
            "schema": {"minLength": 1, "type": "string"}
          },
          "Since": {
            "description": "The beginning of a period, for what was newly found and closed in it.",
            "in": "query",
            "name": "since",
            "required": false,
            "schema": {"format": "date-time", "type": "string"}
          },
          "SiteInPath": {
            "description": "The site.",
            "in": "path",
            "name": "site",
            "required": true,
            "schema": {"minLength": 1, "type": "string"}
          },
          "Site": {
            "description": "A site.",
            "in": "query",
            "name": "site",
            "required": false,
            "schema": {"minLength": 1, "type": "string"}
          },
          "Until": {
            "description": "Its end.",
            "in": "query",
            "name": "until",
            "required": false,
            "schema": {"format": "date-time", "type": "string"}
          }
        },
        "responses": {
          "Problem": {
            "description": "It was not done. 400: a parameter or the body cannot be used; 401: a token is needed, or the one that was sent opens nothing; 403: the token may not do this, or not here; 404: there is no such thing, or it is out of sight; 405; 429: that was too often, and `Retry-After` says when to try again; 5xx: the server failed.",
            "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
          },
          "Incomplete": {
            "description": "Something is missing.",
            "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
          },
          "Conflict": {
            "description": "Not from where the hazard stands; the allowed actions are listed.",
            "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
          },
          "OtherVersion": {
            "description": "It is of another version by now.",
            "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
          },
          "TooLarge": {
            "description": "The body is too large.",
            "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
          },
          "SomethingMissing": {
            "description": "Something that the command needs is missing.",
            "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
          },
          "StandsOtherwise": {
            "description": "It stands otherwise.",
            "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
          }
        },
        "schemas": {
          "Accident": {
            "type": "object",
            "description": "An accident as it is known, with everything that was said of it.",
            "properties": {
              "id": {"type": "string"},
              "occurredAt": {"type": "string"},
              "region": {"$ref": "#/components/schemas/HazardRegion"},
              "kind": {"type": "string"},
              "deaths": {"type": "integer"},
              "injuries": {"type": "integer"},
              "description": {"type": "string"},
              "hazard": {"type": ["string", "null"]},
              "withdrawn": {"type": "boolean"},
              "history": {"type": "array", "items": {"$ref": "#/components/schemas/AccidentVersion"}},
              "repeated": {
                "type": "boolean",
                "description": "Whether the command had been carried out before, under the same key; only in the answer to one."
              }
            },
            "required": [
              "id",
              "occurredAt",
              "region",
              "kind",
              "deaths",
              "injuries",
              "description",
              "hazard",
              "withdrawn",
              "history"
            ],
            "additionalProperties": false
          },
          "AccidentSeries": {
            "type": "object",
            "description": "Accidents, deaths and injuries by period, beside the hazards that were found and closed.",
            "properties": {
              "region": {"type": ["string", "null"]},
              "items": {"type": "array", "items": {"$ref": "#/components/schemas/AccidentSeriesPeriod"}},
              "total": {"$ref": "#/components/schemas/AccidentSeriesPeriod"},
              "baseline": {
                "anyOf": [{"$ref": "#/components/schemas/AccidentSeriesComparison"}, {"type": "null"}],
                "description": "What the whole is compared with; null where no baseline was asked for."
              },
              "rule": {"type": "string", "description": "What is counted, in words."}
            },
            "required": ["region", "items", "total", "baseline", "rule"],
            "additionalProperties": false
          },
          "AccidentSeriesChange": {
            "type": "object",
            "properties": {
              "baseline": {"type": "integer"},
              "now": {"type": "integer"},
              "change": {"type": "integer"},
              "ratio": {"type": ["number", "null"], "description": "Of the baseline; null of nothing."}
            },
            "required": ["baseline", "now", "change", "ratio"],
            "additionalProperties": false
          },
          "AccidentSeriesComparison": {
            "type": "object",
            "properties": {
              "from": {"type": "string", "format": "date-time"},
              "to": {"type": "string", "format": "date-time"},
              "accidents": {"$ref": "#/components/schemas/AccidentSeriesChange"},
              "deaths": {"$ref": "#/components/schemas/AccidentSeriesChange"},
              "injuries": {"$ref": "#/components/schemas/AccidentSeriesChange"},
              "closed": {"$ref": "#/components/schemas/AccidentSeriesChange"}
            },
            "required": ["from", "to", "accidents", "deaths", "injuries", "closed"],
            "additionalProperties": false
          },
          "AccidentSeriesPeriod": {
            "type": "object",
            "properties": {
              "period": {"type": "string"},
              "from": {"type": "string", "format": "date-time"},
              "to": {"type": "string", "format": "date-time"},
              "accidents": {"type": "integer"},
              "deaths": {"type": "integer"},
              "injuries": {"type": "integer"},
              "found": {
                "type": "integer",
                "description": "Hazards found in it for the first time and not dismissed at its end."
              },
              "closed": {"type": "integer", "description": "Hazards closed in it that are so at its end."}
            },
            "required": ["period", "from", "to", "accidents", "deaths", "injuries", "found", "closed"],
            "additionalProperties": false
          },
          "AccidentVersion": {
            "type": "object",
            "properties": {
              "act": {"type": "string"},
              "at": {"type": "string", "format": "date-time"},
              "person": {"type": "string"},
              "role": {"type": "string"},
              "reason": {"type": "string"},
              "occurredAt": {"type": "string"},
              "region": {"type": "string"},
              "kind": {"type": "string"},
              "deaths": {"type": "integer"},
              "injuries": {"type": "integer"},
              "description": {"type": "string"},
              "hazard": {"type": ["string", "null"]}
            },
            "required": [
              "act",
              "at",
              "person",
              "role",
              "reason",
              "occurredAt",
              "region",
              "kind",
              "deaths",
              "injuries",
              "description",
              "hazard"
            ],
            "additionalProperties": false
          },
          "BulkCommand": {
            "type": "object",
            "properties": {
              "person": {"type": "string", "description": "Who did it; with a token, its holder."},
              "role": {"type": "string", "description": "What the person acts as."},
              "reason": {"type": "string", "maxLength": 10000},
              "evidence": {"type": "array", "items": {"type": "string"}, "maxItems": 100},
              "at": {
                "type": "string",
                "format": "date-time",
                "description": "When it was done (default: now)."
              },
              "owner": {"type": "string"},
              "department": {"type": "string"},
              "until": {"type": "string", "format": "date-time"},
              "of": {"type": "string", "description": "Of a duplicate: the hazard that it is."},
              "fixedBy": {"type": "string"},
              "observation": {"type": "string"},
              "observedBy": {"type": "string"},
              "due": {"type": "string", "format": "date-time"},
              "departments": {
                "type": "array",
                "items": {
                  "type": "object",
                  "properties": {
                    "department": {"type": "string"},
                    "due": {"type": "string", "format": "date-time"}
                  },
                  "required": ["department", "due"]
                }
              },
              "hazards": {
                "type": "array",
                "maxItems": 1000,
                "items": {
                  "anyOf": [
                    {"type": "string"},
                    {
                      "type": "object",
                      "properties": {"id": {"type": "string"}, "version": {"type": "integer"}},
                      "required": ["id"]
                    }
                  ]
                }
              }
            },
            "additionalProperties": false,
            "required": ["hazards"]
          },
          "Campaign": {
            "type": "object",
            "description": "A campaign as the API tells it.",
            "properties": {
              "id": {"type": "string"},
              "title": {"type": "string"},
              "checklist": {"type": "string"},
              "checklistVersion": {"type": "string"},
              "phase": {"type": "string"},
              "openedAt": {"type": "string", "format": "date-time"},
              "sealedAt": {"type": ["string", "null"], "format": "date-time"},
              "completedAt": {"type": ["string", "null"], "format": "date-time"},
              "cancelledAt": {"type": ["string", "null"], "format": "date-time"},
              "cancelledBy": {
                "type": ["string", "null"],
                "description": "Null unless it was cancelled; may be empty."
              },
              "cancelReason": {"type": ["string", "null"]},
              "sites": {"type": "integer"},
              "tasks": {"$ref": "#/components/schemas/CampaignTasks"},
              "progress": {"type": "number", "description": "Tasks with an outcome among all, 0...1."},
              "checks": {"$ref": "#/components/schemas/CampaignChecks"},
              "coverage": {"$ref": "#/components/schemas/Rate"},
              "lateResults": {
                "type": "integer",
                "description": "Results of tasks that had been cancelled before; they are in no other figure."
              },
              "dueAt": {
                "type": ["string", "null"],
                "format": "date-time",
                "description": "Null unless a schedule launched it."
              },
              "lateInspections": {
                "type": "integer",
                "description": "Inspections that took place when they were due, or later."
              }
            },
            "required": [
              "id",
              "title",
              "checklist",
              "checklistVersion",
              "phase",
              "openedAt",
              "sealedAt",
              "completedAt",
              "cancelledAt",
              "cancelledBy",
              "cancelReason",
              "sites",
              "tasks",
              "progress",
              "checks",
              "coverage",
              "lateResults",
              "dueAt",
              "lateInspections"
            ],
            "additionalProperties": false
          },
          "CampaignAcceptance": {
            "type": "object",
            "properties": {
              "person": {"type": "string", "description": "Who accepts it; with a token, its holder."},
              "role": {"type": "string"},
              "reason": {"type": "string"},
              "zero": {"type": "string", "enum": ["major", "all"]},
              "minCoverage": {"type": "number", "minimum": 0, "maximum": 100}
            }
          },
          "CampaignCancellation": {
            "type": "object",
            "properties": {
              "person": {"type": "string", "description": "Who cancels it; with a token, its holder."},
              "reason": {"type": "string", "description": "Why, for the record; not empty."}
            }
          },
          "CampaignChecks": {
            "type": "object",
            "properties": {
              "total": {"type": "integer"},
              "done": {"type": "integer"},
              "byOutcome": {"$ref": "#/components/schemas/Outcomes"}
            },
            "required": ["total", "done", "byOutcome"],
            "additionalProperties": false
          },
          "CampaignDetail": {
            "type": "object",
            "description": "A campaign with the sections of its checklist.",
            "properties": {
              "id": {"type": "string"},
              "title": {"type": "string"},
              "checklist": {"type": "string"},
              "checklistVersion": {"type": "string"},
              "phase": {"type": "string"},
              "openedAt": {"type": "string", "format": "date-time"},
              "sealedAt": {"type": ["string", "null"], "format": "date-time"},
              "completedAt": {"type": ["string", "null"], "format": "date-time"},
              "cancelledAt": {"type": ["string", "null"], "format": "date-time"},
              "cancelledBy": {
                "type": ["string", "null"],
                "description": "Null unless it was cancelled; may be empty."
              },
              "cancelReason": {"type": ["string", "null"]},
              "sites": {"type": "integer"},
              "tasks": {"$ref": "#/components/schemas/CampaignTasks"},
              "progress": {"type": "number", "description": "Tasks with an outcome among all, 0...1."},
              "checks": {"$ref": "#/components/schemas/CampaignChecks"},
              "coverage": {"$ref": "#/components/schemas/Rate"},
              "lateResults": {
                "type": "integer",
                "description": "Results of tasks that had been cancelled before; they are in no other figure."
              },
              "dueAt": {
                "type": ["string", "null"],
                "format": "date-time",
                "description": "Null unless a schedule launched it."
              },
              "lateInspections": {
                "type": "integer",
                "description": "Inspections that took place when they were due, or later."
              },
              "sections": {"type": "array", "items": {"$ref": "#/components/schemas/CampaignDetailSection"}}
            },
            "required": [
              "id",
              "title",
              "checklist",
              "checklistVersion",
              "phase",
              "openedAt",
              "sealedAt",
              "completedAt",
              "cancelledAt",
              "cancelledBy",
              "cancelReason",
              "sites",
              "tasks",
              "progress",
              "checks",
              "coverage",
              "lateResults",
              "dueAt",
              "lateInspections",
              "sections"
            ],
            "additionalProperties": false
          },
          "CampaignDetailSection": {
            "type": "object",
            "properties": {
              "id": {"type": "string"},
              "title": {"type": "string"},
              "checks": {"type": "integer"},
              "byOutcome": {"$ref": "#/components/schemas/Outcomes"}
            },
            "required": ["id", "title", "checks", "byOutcome"],
            "additionalProperties": false
          },
          "CampaignTasks": {
            "type": "object",
            "properties": {
              "total": {"type": "integer"},
              "checked": {"type": "integer"},
              "dead": {"type": "integer"},
              "cancelled": {"type": "integer"},
              "missing": {"type": "integer", "description": "Without any outcome so far."}
            },
            "required": ["total", "checked", "dead", "cancelled", "missing"],
            "additionalProperties": false
          },
          "CertificatePage": {
            "type": "object",
            "description": "Some sites' certificates, and where the next ones begin.",
            "properties": {
              "campaign": {"type": "string"},
              "items": {"type": "array", "items": {"$ref": "#/components/schemas/CertificatePageItem"}},
              "next": {
                "type": ["string", "null"],
                "description": "The `cursor` of the next page; null on the last one."
              }
            },
            "required": ["campaign", "items", "next"],
            "additionalProperties": false
          },
          "CertificatePageItem": {
            "type": "object",
            "properties": {
              "site": {"type": "string"},
              "siteName": {"type": "string"},
              "region": {"type": "string"},
              "status": {
                "type": "string",
                "description": "pending, incomplete, withheld, granted or revoked."
              },
              "grantedAt": {"type": ["string", "null"], "format": "date-time"},
              "revokedAt": {"type": ["string", "null"], "format": "date-time"},
              "revokedBy": {"type": ["string", "null"]},
              "open": {
                "type": "integer",
                "description": "Hazards of the campaign at this site that are still open."
              }
            },
            "required": [
              "site",
              "siteName",
              "region",
              "status",
              "grantedAt",
              "revokedAt",
              "revokedBy",
              "open"
            ],
            "additionalProperties": false
          },
          "Change": {
            "type": "object",
            "description": "Something that happened to a hazard, and how it stands.",
            "properties": {
              "id": {"type": "string", "description": "The same whenever this is told."},
              "type": {"type": "string"},
              "event": {"$ref": "#/components/schemas/Timeline"},
              "hazard": {"$ref": "#/components/schemas/Hazard"}
            },
            "required": ["id", "type", "event", "hazard"],
            "additionalProperties": false
          },
          "CheckError": {
            "type": "object",
            "description": "Some checks that could not be completed, and where the next ones begin.",
            "properties": {
              "items": {"type": "array", "items": {"$ref": "#/components/schemas/CheckErrorCheck"}},
              "next": {
                "type": ["string", "null"],
                "description": "The `cursor` of the next page; null on the last one."
              },
              "total": {"type": "integer", "description": "On all pages."}
            },
            "required": ["items", "next", "total"],
            "additionalProperties": false
          },
          "CheckErrorCheck": {
            "type": "object",
            "properties": {
              "seq": {"type": "integer", "minimum": 0},
              "site": {"$ref": "#/components/schemas/CheckErrorCheckSite"},
              "item": {"$ref": "#/components/schemas/CheckErrorCheckItem"},
              "outcome": {"type": "string"},
              "reason": {"type": "string"}
            },
            "required": ["seq", "site", "item", "outcome", "reason"],
            "additionalProperties": false
          },
          "CheckErrorCheckItem": {
            "type": "object",
            "properties": {"id": {"type": "string"}, "text": {"type": "string"}},
            "required": ["id", "text"],
            "additionalProperties": false
          },
          "CheckErrorCheckSite": {
            "type": "object",
            "properties": {"id": {"type": "string"}, "name": {"type": "string"}},
            "required": ["id", "name"],
            "additionalProperties": false
          },
          "Command": {
            "type": "object",
            "properties": {
              "person": {"type": "string", "description": "Who did it; with a token, its holder."},
              "role": {"type": "string", "description": "What the person acts as."},
              "reason": {"type": "string", "maxLength": 10000},
              "evidence": {"type": "array", "items": {"type": "string"}, "maxItems": 100},
              "at": {
                "type": "string",
                "format": "date-time",
                "description": "When it was done (default: now)."
              },
              "owner": {"type": "string"},
              "department": {"type": "string"},
              "until": {"type": "string", "format": "date-time"},
              "of": {"type": "string", "description": "Of a duplicate: the hazard that it is."},
              "fixedBy": {"type": "string"},
              "observation": {"type": "string"},
              "observedBy": {"type": "string"},
              "due": {"type": "string", "format": "date-time"},
              "departments": {
                "type": "array",
                "items": {
                  "type": "object",
                  "properties": {
                    "department": {"type": "string"},
                    "due": {"type": "string", "format": "date-time"}
                  },
                  "required": ["department", "due"]
                }
              }
            },
            "additionalProperties": false
          },
          "CommandAnswer": {
            "type": "object",
            "description": "What became of a command that was carried out.",
            "properties": {
              "action": {"type": "string"},
              "repeated": {
                "type": "boolean",
                "description": "Whether it had been carried out before, under the same key: nothing was done this time."
              },
              "hazards": {"type": "array", "items": {"$ref": "#/components/schemas/CommandLine"}}
            },
            "required": ["action", "repeated", "hazards"],
            "additionalProperties": false
          },
          "CommandLine": {
            "type": "object",
            "properties": {
              "id": {"type": "string"},
              "state": {"type": ["string", "null"]},
              "version": {"type": ["integer", "null"]},
              "allowed": {"type": "array", "items": {"type": "string"}}
            },
            "required": ["id", "state", "version", "allowed"],
            "additionalProperties": false
          },
          "Coverage": {
            "type": "object",
            "properties": {
              "sites": {"$ref": "#/components/schemas/Share"},
              "items": {"$ref": "#/components/schemas/Share"},
              "missingSites": {
                "type": "array",
                "items": {"$ref": "#/components/schemas/CoverageMissing"},
                "description": "One page."
              },
              "next": {
                "type": ["string", "null"],
                "description": "The `cursor` of the next page of sites; null on the last one."
              },
              "missingItems": {"type": "array", "items": {"$ref": "#/components/schemas/CoverageMissing"}},
              "rule": {"type": "string", "description": "How it is reckoned, in words."}
            },
            "required": ["sites", "items", "missingSites", "next", "missingItems", "rule"],
            "additionalProperties": false
          },
          "CoverageMissing": {
            "type": "object",
            "properties": {
              "id": {"type": "string"},
              "name": {"type": "string"},
              "group": {"type": "string", "description": "A site's region, an item's checklist."}
            },
            "required": ["id", "name", "group"],
            "additionalProperties": false
          },
          "Evidence": {
            "type": "object",
            "description": "A file that was kept, and how it is named as evidence.",
            "properties": {
              "reference": {"type": "string"},
              "kind": {"type": "string"},
              "sha256": {"type": "string"},
              "size": {"type": "integer"},
              "mediaType": {"type": "string"}
            },
            "required": ["reference", "kind", "sha256", "size", "mediaType"],
            "additionalProperties": false
          },
          "Explanation": {
            "type": "object",
            "description": "Why a hazard stands as it does: in words, and as facts for programs.",
            "properties": {
              "id": {"type": "string"},
              "state": {"type": "string"},
              "statements": {
                "type": "array",
                "items": {"$ref": "#/components/schemas/ExplanationStatement"}
              },
              "checklist": {"$ref": "#/components/schemas/ExplanationEdition"},
              "level": {"$ref": "#/components/schemas/ExplanationLevel"},
              "grade": {"$ref": "#/components/schemas/ExplanationGrade"},
              "redLine": {"type": ["boolean", "null"], "description": "Null where the ledger has no rules."},
              "residualGrade": {"type": ["string", "null"]},
              "findings": {
                "type": "array",
                "items": {"$ref": "#/components/schemas/ExplanationFinding"},
                "description": "Oldest first."
              }
            },
            "required": [
              "id",
              "state",
              "statements",
              "checklist",
              "level",
              "grade",
              "redLine",
              "residualGrade",
              "findings"
            ],
            "additionalProperties": false
          },
          "ExplanationEdition": {
            "type": "object",
            "properties": {
              "id": {"type": "string"},
              "version": {"type": "string"},
              "digest": {"type": "string"},
              "source": {"type": "string"}
            },
            "required": ["id", "version", "digest", "source"],
            "additionalProperties": false
          },
          "ExplanationFinding": {
            "type": "object",
            "properties": {
              "at": {"type": "string", "format": "date-time"},
              "acceptedAt": {"type": ["string", "null"], "format": "date-time"},
              "campaign": {"type": "string"},
              "seq": {"type": "integer", "minimum": 0},
              "person": {"type": "string"},
              "reason": {"type": "string"},
              "evidence": {"type": "array", "items": {"type": "string"}},
              "level": {"type": "string", "description": "With what a combination made of it."},
              "grade": {"type": "string"},
              "combination": {
                "type": ["string", "null"],
                "description": "The criterion that raised the level; null for none."
              },
              "checklistVersion": {"type": "string"},
              "siteType": {"type": "string", "description": "Of the site, at the inspection."},
              "counts": {
                "type": "boolean",
                "description": "Whether it counts for the present level and grade."
              }
            },
            "required": [
              "at",
              "acceptedAt",
              "campaign",
              "seq",
              "person",
              "reason",
              "evidence",
              "level",
              "grade",
              "combination",
              "checklistVersion",
              "siteType",
              "counts"
            ],
            "additionalProperties": false
          },
          "ExplanationGrade": {
            "type": "object",
            "description": "What gave the grade; the factors are null where the item has none.",
            "properties": {
              "grade": {"type": "string"},
              "method": {"type": ["string", "null"]},
              "likelihood": {"type": ["number", "null"]},
              "exposure": {"type": ["number", "null"], "description": "Null but for LEC."},
              "consequence": {"type": ["number", "null"]},
              "score": {"type": ["number", "null"]},
              "boundary": {
                "type": ["string", "null"],
                "description": "Whether a score on a boundary belongs to the worse or the better grade."
              }
            },
            "required": ["grade", "method", "likelihood", "exposure", "consequence", "score", "boundary"],
            "additionalProperties": false
          },
          "ExplanationLevel": {
            "type": "object",
            "description": "What gave the level.",
            "properties": {
              "level": {"type": "string"},
              "by": {
                "type": ["string", "null"],
                "description": "item, profile, criterion or combination; null where the ledger has no rules."
              },
              "profile": {
                "type": ["string", "null"],
                "description": "That refines the item at sites of this type; null for none."
              },
              "criteria": {
                "type": ["string", "null"],
                "description": "Of the list; null for an item's own level."
              },
              "criteriaVersion": {"type": ["string", "null"]},
              "criterion": {"type": ["string", "null"]}
            },
            "required": ["level", "by", "profile", "criteria", "criteriaVersion", "criterion"],
            "additionalProperties": false
          },
          "ExplanationStatement": {
            "type": "object",
            "properties": {"topic": {"type": "string"}, "text": {"type": "string"}},
            "required": ["topic", "text"],
            "additionalProperties": false
          },
          "FieldError": {
            "type": "object",
            "description": "What is wrong with one parameter or field.",
            "properties": {"field": {"type": "string"}, "detail": {"type": "string"}},
            "required": ["field", "detail"],
            "additionalProperties": false
          },
          "Figure": {
            "type": "object",
            "description": "A figure with the rule that it is counted by.",
            "properties": {
              "name": {"type": "string"},
              "title": {"type": "string"},
              "rule": {"type": "string"},
              "share": {"$ref": "#/components/schemas/Share"}
            },
            "required": ["name", "title", "rule", "share"],
            "additionalProperties": false
          },
          "Figures": {
            "type": "object",
            "description": "All figures at one moment.",
            "properties": {
              "region": {
                "anyOf": [{"$ref": "#/components/schemas/Place"}, {"type": "null"}],
                "description": "Null for all that there is."
              },
              "at": {
                "type": ["string", "null"],
                "format": "date-time",
                "description": "Null for everything that is known."
              },
              "minimum": {"type": "integer"},
              "hazards": {"$ref": "#/components/schemas/HazardCounts"},
              "timeToRectify": {"$ref": "#/components/schemas/Times"},
              "figures": {"type": "array", "items": {"$ref": "#/components/schemas/Figure"}},
              "period": {
                "anyOf": [{"$ref": "#/components/schemas/FiguresPeriod"}, {"type": "null"}],
                "description": "Null where no period was asked for."
              }
            },
            "required": ["region", "at", "minimum", "hazards", "timeToRectify", "figures", "period"],
            "additionalProperties": false
          },
          "FiguresPeriod": {
            "type": "object",
            "properties": {
              "since": {"type": "string", "format": "date-time"},
              "found": {"type": "integer"},
              "closed": {"type": "integer"}
            },
            "required": ["since", "found", "closed"],
            "additionalProperties": false
          },
          "Gate": {
            "type": "object",
            "description": "Whether a campaign is cleared (清零), what stands in the way, and who accepted it (验收).",
            "properties": {
              "campaign": {"type": "string"},
              "isOpen": {"type": "boolean"},
              "rule": {"type": "string"},
              "obstacles": {"type": "array", "items": {"$ref": "#/components/schemas/GateObstacle"}},
              "hazards": {
                "type": "array",
                "items": {"$ref": "#/components/schemas/GateHazard"},
                "description": "The worst of the open hazards, as many as fit a page."
              },
              "accepted": {
                "anyOf": [{"$ref": "#/components/schemas/GateAcceptance"}, {"type": "null"}],
                "description": "Null while nobody accepted the campaign."
              }
            },
            "required": ["campaign", "isOpen", "rule", "obstacles", "hazards", "accepted"],
            "additionalProperties": false
          },
          "GateAcceptance": {
            "type": "object",
            "properties": {
              "at": {"type": "string", "format": "date-time"},
              "person": {"type": "string"},
              "role": {"type": "string"},
              "reason": {"type": "string"},
              "zero": {"type": "string", "description": "What the gate asked for then."},
              "minCoverage": {"type": "number", "description": "0...1."}
            },
            "required": ["at", "person", "role", "reason", "zero", "minCoverage"],
            "additionalProperties": false
          },
          "GateHazard": {
            "type": "object",
            "properties": {
              "id": {"type": "string"},
              "site": {"type": "string"},
              "item": {"type": "string"},
              "level": {"type": "string"},
              "grade": {"type": "string"},
              "openedAt": {"type": "string", "format": "date-time"},
              "reason": {"type": "string"}
            },
            "required": ["id", "site", "item", "level", "grade", "openedAt", "reason"],
            "additionalProperties": false
          },
          "GateObstacle": {
            "type": "object",
            "properties": {
              "what": {"type": "string"},
              "detail": {"type": "string"},
              "count": {"type": "integer"},
              "countIsExact": {"type": "boolean", "description": "False where there are at least so many."}
            },
            "required": ["what", "detail", "count", "countIsExact"],
            "additionalProperties": false
          },
          "Hazard": {
            "type": "object",
            "description": "A hazard as it stands.",
            "properties": {
              "id": {"type": "string"},
              "state": {"type": "string"},
              "level": {"type": "string", "enum": ["general", "major"]},
              "grade": {"type": "string", "enum": ["blue", "yellow", "orange", "red"]},
              "site": {"$ref": "#/components/schemas/HazardSite"},
              "region": {"$ref": "#/components/schemas/HazardRegion"},
              "item": {"$ref": "#/components/schemas/HazardItem"},
              "category": {"type": "string"},
              "department": {"type": "string"},
              "reason": {"type": "string"},
              "firstFoundAt": {"type": "string", "format": "date-time"},
              "openedAt": {"type": "string", "format": "date-time"},
              "lastFoundAt": {"type": "string", "format": "date-time"},
              "closedAt": {"type": ["string", "null"], "format": "date-time"},
              "sightings": {"type": "integer"},
              "recurrences": {"type": "integer"},
              "difficulty": {"type": ["string", "null"], "description": "easy, medium, hard, or null."},
              "residualGrade": {
                "type": ["string", "null"],
                "description": "The grade that remains after rectification; null before it is reported, and where the checklist gives none."
              },
              "rectification": {"$ref": "#/components/schemas/Rectification"}
            },
            "required": [
              "id",
              "state",
              "level",
              "grade",
              "site",
              "region",
              "item",
              "category",
              "department",
              "reason",
              "firstFoundAt",
              "openedAt",
              "lastFoundAt",
              "closedAt",
              "sightings",
              "recurrences",
              "difficulty",
              "residualGrade",
              "rectification"
            ],
            "additionalProperties": false
          },
          "HazardCounts": {
            "type": "object",
            "description": "Hazards counted at a moment.",
            "properties": {
              "found": {"type": "integer"},
              "open": {"type": "integer"},
              "closed": {"type": "integer"},
              "dismissed": {"type": "integer"},
              "openMajor": {"type": "integer"}
            },
            "required": ["found", "open", "closed", "dismissed", "openMajor"],
            "additionalProperties": false
          },
          "HazardDetail": {
            "type": "object",
            "description": "A hazard with everything that happened to it.",
            "properties": {
              "id": {"type": "string"},
              "state": {"type": "string"},
              "level": {"type": "string", "enum": ["general", "major"]},
              "grade": {"type": "string", "enum": ["blue", "yellow", "orange", "red"]},
              "site": {"$ref": "#/components/schemas/HazardSite"},
              "region": {"$ref": "#/components/schemas/HazardRegion"},
              "item": {"$ref": "#/components/schemas/HazardItem"},
              "category": {"type": "string"},
              "department": {"type": "string"},
              "reason": {"type": "string"},
              "firstFoundAt": {"type": "string", "format": "date-time"},
              "openedAt": {"type": "string", "format": "date-time"},
              "lastFoundAt": {"type": "string", "format": "date-time"},
              "closedAt": {"type": ["string", "null"], "format": "date-time"},
              "sightings": {"type": "integer"},
              "recurrences": {"type": "integer"},
              "difficulty": {"type": ["string", "null"], "description": "easy, medium, hard, or null."},
              "residualGrade": {
                "type": ["string", "null"],
                "description": "The grade that remains after rectification; null before it is reported, and where the checklist gives none."
              },
              "rectification": {"$ref": "#/components/schemas/Rectification"},
              "events": {"type": "array", "items": {"$ref": "#/components/schemas/HazardDetailEvent"}},
              "timeline": {
                "type": "array",
                "items": {"$ref": "#/components/schemas/Timeline"},
                "description": "The events together with what was done."
              },
              "calls": {"type": "array", "items": {"$ref": "#/components/schemas/HazardDetailCall"}}
            },
            "required": [
              "id",
              "state",
              "level",
              "grade",
              "site",
              "region",
              "item",
              "category",
              "department",
              "reason",
              "firstFoundAt",
              "openedAt",
              "lastFoundAt",
              "closedAt",
              "sightings",
              "recurrences",
              "difficulty",
              "residualGrade",
              "rectification",
              "events",
              "timeline",
              "calls"
            ],
            "additionalProperties": false
          },
          "HazardDetailCall": {
            "type": "object",
            "description": "A department that was called, and its clock.",
            "properties": {
              "department": {"type": "string"},
              "due": {"type": "string", "format": "date-time"},
              "checkedInAt": {"type": ["string", "null"], "format": "date-time"},
              "person": {"type": "string"},
              "late": {"type": "boolean"}
            },
            "required": ["department", "due", "checkedInAt", "person", "late"],
            "additionalProperties": false
          },
          "HazardDetailEvent": {
            "type": "object",
            "properties": {
              "kind": {"type": "string"},
              "at": {"type": "string", "format": "date-time"},
              "campaign": {"type": "string"},
              "seq": {"type": "integer", "minimum": 0},
              "person": {"type": "string"},
              "reason": {"type": "string"},
              "evidence": {"type": "array", "items": {"type": "string"}}
            },
            "required": ["kind", "at", "campaign", "seq", "person", "reason", "evidence"],
            "additionalProperties": false
          },
          "HazardItem": {
            "type": "object",
            "properties": {"id": {"type": "string"}, "text": {"type": "string"}},
            "required": ["id", "text"],
            "additionalProperties": false
          },
          "HazardPage": {
            "type": "object",
            "description": "Some hazards, and where the next ones begin.",
            "properties": {
              "items": {"type": "array", "items": {"$ref": "#/components/schemas/Hazard"}},
              "next": {
                "type": ["string", "null"],
                "description": "The `cursor` of the next page; null on the last one."
              },
              "total": {
                "type": "integer",
                "description": "On all pages; at least so many where `totalIsExact` is false."
              },
              "totalIsExact": {
                "type": "boolean",
                "description": "False where many match a condition that hazards are not counted by: these are not counted to their end."
              }
            },
            "required": ["items", "next", "total", "totalIsExact"],
            "additionalProperties": false
          },
          "HazardRegion": {
            "type": "object",
            "properties": {"code": {"type": "string"}, "name": {"type": "string"}},
            "required": ["code", "name"],
            "additionalProperties": false
          },
          "HazardSite": {
            "type": "object",
            "properties": {"id": {"type": "string"}, "name": {"type": "string"}},
            "required": ["id", "name"],
            "additionalProperties": false
          },
          "HazardTotals": {
            "type": "object",
            "description": "Hazards counted by how they stand and how bad they are.",
            "properties": {
              "total": {"type": "integer"},
              "open": {"type": "integer"},
              "closed": {"type": "integer"},
              "dismissed": {
                "type": "integer",
                "description": "No hazards after all, or followed as others; in no other figure."
              },
              "major": {"type": "integer"},
              "openMajor": {"type": "integer"},
              "byGrade": {"$ref": "#/components/schemas/HazardTotalsGrades"},
              "sightings": {"type": "integer"},
              "recurrences": {"type": "integer"},
              "settlementRate": {"$ref": "#/components/schemas/Rate"}
            },
            "required": [
              "total",
              "open",
              "closed",
              "dismissed",
              "major",
              "openMajor",
              "byGrade",
              "sightings",
              "recurrences",
              "settlementRate"
            ],
            "additionalProperties": false
          },
          "HazardTotalsGrades": {
            "type": "object",
            "properties": {
              "red": {"type": "integer"},
              "orange": {"type": "integer"},
              "yellow": {"type": "integer"},
              "blue": {"type": "integer"}
            },
            "required": ["red", "orange", "yellow", "blue"],
            "additionalProperties": false
          },
          "Item": {
            "type": "object",
            "description": "A checklist item over all campaigns, or over one.",
            "properties": {
              "checklist": {"type": "string"},
              "item": {"type": "string"},
              "text": {"type": "string"},
              "section": {"type": "string"},
              "checks": {"type": "integer"},
              "byOutcome": {"$ref": "#/components/schemas/Outcomes"},
              "failRate": {"$ref": "#/components/schemas/Rate"},
              "hazards": {"type": "integer", "description": "Distinct ones."}
            },
            "required": [
              "checklist",
              "item",
              "text",
              "section",
              "checks",
              "byOutcome",
              "failRate",
              "hazards"
            ],
            "additionalProperties": false
          },
          "Month": {
            "type": "object",
            "description": "A calendar month.",
            "properties": {
              "month": {"type": "string"},
              "found": {"type": "integer", "description": "Failed checks."},
              "accepted": {
                "type": "integer",
                "description": "Failed checks of the month whose rectification was accepted."
              },
              "acceptedRate": {"$ref": "#/components/schemas/Rate"}
            },
            "required": ["month", "found", "accepted", "acceptedRate"],
            "additionalProperties": false
          },
          "Network": {
            "type": "object",
            "description": "One of the three views of the ledger.",
            "properties": {
              "view": {"type": "string", "description": "finds, fixes or answers."},
              "by": {"type": "string"},
              "region": {"type": ["string", "null"]},
              "columns": {"type": "array", "items": {"$ref": "#/components/schemas/NetworkColumn"}},
              "items": {"type": "array", "items": {"$ref": "#/components/schemas/NetworkItem"}}
            },
            "required": ["view", "by", "region", "columns", "items"],
            "additionalProperties": false
          },
          "NetworkColumn": {
            "type": "object",
            "properties": {"name": {"type": "string"}, "rule": {"type": "string"}},
            "required": ["name", "rule"],
            "additionalProperties": false
          },
          "NetworkItem": {
            "type": "object",
            "properties": {
              "name": {"type": "string", "description": "Empty for nobody."},
              "counts": {
                "type": "object",
                "additionalProperties": {"type": "integer"},
                "description": "By the names of the columns."
              }
            },
            "required": ["name", "counts"],
            "additionalProperties": false
          },
          "Notification": {
            "type": "object",
            "description": "Notifications that were not delivered yet, and where the next ones begin.",
            "properties": {
              "items": {"type": "array", "items": {"$ref": "#/components/schemas/NotificationItem"}},
              "next": {
                "type": ["string", "null"],
                "description": "The `cursor` of the next page; null on the last one."
              },
              "total": {"type": "integer", "description": "On all pages."}
            },
            "required": ["items", "next", "total"],
            "additionalProperties": false
          },
          "NotificationItem": {
            "type": "object",
            "properties": {
              "id": {"type": "integer"},
              "subscription": {"type": "string"},
              "state": {"type": "string", "description": "waiting or dead."},
              "event": {"type": "string", "description": "Of the CloudEvent."},
              "type": {"type": "string"},
              "hazard": {"type": "string"},
              "createdAt": {"type": "string", "format": "date-time"},
              "attempts": {"type": "integer"},
              "nextAt": {
                "type": ["string", "null"],
                "format": "date-time",
                "description": "Null for a dead one."
              },
              "error": {"type": "string", "description": "Of the last attempt; empty before the first."}
            },
            "required": [
              "id",
              "subscription",
              "state",
              "event",
              "type",
              "hazard",
              "createdAt",
              "attempts",
              "nextAt",
              "error"
            ],
            "additionalProperties": false
          },
          "Outcomes": {
            "type": "object",
            "description": "Checks by outcome, in the words of XCCDF 1.2.",
            "additionalProperties": {"type": "integer", "minimum": 0}
          },
          "Outstanding": {
            "type": "object",
            "description": "Some ranges of tasks, and where the next ones begin.",
            "properties": {
              "items": {"type": "array", "items": {"$ref": "#/components/schemas/OutstandingRange"}},
              "next": {
                "type": ["string", "null"],
                "description": "The `cursor` of the next page; null on the last one."
              },
              "total": {"type": "integer", "description": "Tasks on all pages."},
              "maxGeneration": {
                "type": "integer",
                "minimum": 0,
                "description": "The highest among the campaign's dead tasks."
              }
            },
            "required": ["items", "next", "total", "maxGeneration"],
            "additionalProperties": false
          },
          "OutstandingRange": {
            "type": "object",
            "description": "Both ends belong to it.",
            "properties": {
              "first": {"type": "integer", "minimum": 0},
              "last": {"type": "integer", "minimum": 0}
            },
            "required": ["first", "last"],
            "additionalProperties": false
          },
          "Overview": {
            "type": "object",
            "description": "The ledger at a glance.",
            "properties": {
              "campaigns": {"$ref": "#/components/schemas/OverviewCampaigns"},
              "sites": {"type": "integer"},
              "results": {"type": "integer"},
              "hazards": {"$ref": "#/components/schemas/HazardTotals"},
              "rejected": {"type": "integer", "description": "Records that could not be used."}
            },
            "required": ["campaigns", "sites", "results", "hazards", "rejected"],
            "additionalProperties": false
          },
          "OverviewCampaigns": {
            "type": "object",
            "properties": {"total": {"type": "integer"}, "running": {"type": "integer"}},
            "required": ["total", "running"],
            "additionalProperties": false
          },
          "Place": {
            "type": "object",
            "description": "A region by its names.",
            "properties": {
              "code": {"type": "string"},
              "name": {"type": "string"},
              "level": {"type": "string"}
            },
            "required": ["code", "name", "level"],
            "additionalProperties": false
          },
          "Principal": {
            "type": "object",
            "description": "Who asks, as the API takes them.",
            "properties": {
              "name": {"type": "string"},
              "roles": {"type": "array", "items": {"type": "string"}},
              "region": {"type": ["string", "null"], "description": "Null where there is no limit."},
              "anonymous": {"type": "boolean", "description": "Whether nobody was asked who they are."}
            },
            "required": ["name", "roles", "region", "anonymous"],
            "additionalProperties": false
          },
          "Problem": {
            "type": "object",
            "properties": {
              "type": {"type": "string"},
              "title": {"type": "string"},
              "status": {"type": "integer"},
              "detail": {"type": "string"},
              "errors": {"type": "array", "items": {"$ref": "#/components/schemas/FieldError"}}
            },
            "required": ["type", "title", "status", "detail"],
            "additionalProperties": false,
            "description": "An error in the words of RFC 9457."
          },
          "Ranking": {
            "type": "object",
            "description": "Regions, the best first.",
            "properties": {
              "by": {"type": "string"},
              "rule": {"type": "string"},
              "minimum": {"type": "integer"},
              "at": {"type": ["string", "null"], "format": "date-time"},
              "items": {"type": "array", "items": {"$ref": "#/components/schemas/RankingPlace"}}
            },
            "required": ["by", "rule", "minimum", "at", "items"],
            "additionalProperties": false
          },
          "RankingPlace": {
            "type": "object",
            "properties": {
              "rank": {"type": ["integer", "null"]},
              "region": {"$ref": "#/components/schemas/Place"},
              "share": {
                "anyOf": [{"$ref": "#/components/schemas/Share"}, {"type": "null"}],
                "description": "The share that is ranked by; null where it is a score."
              },
              "score": {
                "type": ["number", "null"],
                "description": "0...100; null where it is a share, or where no site has a score."
              },
              "scored": {"type": ["integer", "null"]},
              "hazards": {"$ref": "#/components/schemas/HazardCounts"}
            },
            "required": ["rank", "region", "share", "score", "scored", "hazards"],
            "additionalProperties": false
          },
          "Rate": {
            "type": "object",
            "description": "A share of a whole, with what it was computed from.",
            "properties": {
              "value": {"type": ["number", "null"], "description": "0...1; null of nothing."},
              "numerator": {"type": "integer"},
              "denominator": {"type": "integer"}
            },
            "required": ["value", "numerator", "denominator"],
            "additionalProperties": false
          },
          "Readiness": {
            "type": "object",
            "properties": {
              "status": {"type": "string"},
              "conditions": {"type": "array", "items": {"$ref": "#/components/schemas/ReadinessCondition"}}
            },
            "required": ["status", "conditions"],
            "additionalProperties": false
          },
          "ReadinessCondition": {
            "type": "object",
            "properties": {
              "name": {"type": "string"},
              "ready": {"type": "boolean"},
              "reason": {"type": "string"}
            },
            "required": ["name", "ready", "reason"],
            "additionalProperties": false
          },
          "Rectification": {
            "type": "object",
            "description": "Where the rectification of a hazard stands, and what may be commanded now.",
            "properties": {
              "state": {"type": "string"},
              "version": {"type": "integer"},
              "owner": {"type": "string"},
              "department": {"type": "string"},
              "rectifiedBy": {"type": "string"},
              "riskAcceptedUntil": {"type": ["string", "null"], "format": "date-time"},
              "duplicateOf": {"type": ["string", "null"]},
              "failuresToAbate": {"type": "integer"},
              "dueAt": {
                "type": ["string", "null"],
                "format": "date-time",
                "description": "The deadline in force, and the first one whatever extensions there were; null while none was set."
              },
              "originalDueAt": {"type": ["string", "null"], "format": "date-time"},
              "overdue": {"type": "boolean"},
              "extensions": {"type": "integer"},
              "escalations": {
                "type": "integer",
                "description": "Steps up the region ladder since the deadline, and who was told last."
              },
              "escalatedTo": {"type": "string"},
              "executive": {"type": "string"},
              "greenChannel": {"type": "boolean"},
              "supervisedSince": {"type": ["string", "null"], "format": "date-time"},
              "allowed": {"type": "array", "items": {"type": "string"}}
            },
            "required": [
              "state",
              "version",
              "owner",
              "department",
              "rectifiedBy",
              "riskAcceptedUntil",
              "duplicateOf",
              "failuresToAbate",
              "dueAt",
              "originalDueAt",
              "overdue",
              "extensions",
              "escalations",
              "escalatedTo",
              "executive",
              "greenChannel",
              "supervisedSince",
              "allowed"
            ],
            "additionalProperties": false
          },
          "Redelivery": {
            "type": "object",
            "properties": {
              "redelivered": {
                "type": "integer",
                "description": "How many dead notifications are tried again."
              }
            },
            "required": ["redelivered"],
            "additionalProperties": false
          },
          "RegionReport": {
            "type": "object",
            "description": "A region and its children.",
            "properties": {
              "lineage": {
                "type": "array",
                "items": {"$ref": "#/components/schemas/Place"},
                "description": "From the root to the region itself; empty for the roots."
              },
              "children": {"type": "array", "items": {"$ref": "#/components/schemas/RegionReportChild"}}
            },
            "required": ["lineage", "children"],
            "additionalProperties": false
          },
          "RegionReportChild": {
            "type": "object",
            "properties": {
              "code": {"type": "string"},
              "name": {"type": "string"},
              "level": {"type": "string"},
              "hasChildren": {"type": "boolean"},
              "sites": {"type": "integer"},
              "checks": {"type": "integer"},
              "byOutcome": {"$ref": "#/components/schemas/Outcomes"},
              "hazards": {"$ref": "#/components/schemas/HazardTotals"}
            },
            "required": ["code", "name", "level", "hasChildren", "sites", "checks", "byOutcome", "hazards"],
            "additionalProperties": false
          },
          "RegionScore": {
            "type": "object",
            "properties": {
              "region": {"$ref": "#/components/schemas/Place"},
              "at": {"type": ["string", "null"], "format": "date-time"},
              "rule": {"type": "string"},
              "scores": {"type": "array", "items": {"$ref": "#/components/schemas/RegionScoreModel"}},
              "flawless": {"$ref": "#/components/schemas/Share"}
            },
            "required": ["region", "at", "rule", "scores", "flawless"],
            "additionalProperties": false
          },
          "RegionScoreModel": {
            "type": "object",
            "properties": {
              "model": {"type": "string"},
              "system": {"type": "string"},
              "mean": {
                "type": ["number", "null"],
                "description": "0...100; null without a site that has a score."
              },
              "scored": {"type": "integer"}
            },
            "required": ["model", "system", "mean", "scored"],
            "additionalProperties": false
          },
          "Report": {
            "type": "object",
            "description": "A report, and what has come of it.",
            "properties": {
              "id": {"type": "string"},
              "status": {"type": "string", "description": "open or closed."},
              "state": {"type": "string", "description": "pending, confirmed, in-order or undecided."},
              "reason": {"type": "string"},
              "at": {"type": "string", "format": "date-time"},
              "takenAt": {"type": "string"},
              "decidedAt": {"type": ["string", "null"]},
              "service": {"$ref": "#/components/schemas/ReportService"},
              "site": {"$ref": "#/components/schemas/HazardSite"},
              "region": {"$ref": "#/components/schemas/HazardRegion"},
              "position": {"anyOf": [{"$ref": "#/components/schemas/ReportPosition"}, {"type": "null"}]},
              "distance": {"type": ["number", "null"]},
              "description": {"type": "string"},
              "person": {"type": "string"},
              "role": {"type": "string"},
              "channel": {"type": "string"},
              "evidence": {"type": "array", "items": {"type": "string"}},
              "instant": {"type": "boolean"},
              "hazard": {"anyOf": [{"$ref": "#/components/schemas/Hazard"}, {"type": "null"}]},
              "near": {
                "type": "array",
                "items": {"$ref": "#/components/schemas/ReportNear"},
                "description": "Open hazards of the same category nearby; only of a report alone."
              },
              "repeated": {
                "type": "boolean",
                "description": "Whether it had been taken before, under the same key; only of one that was sent."
              }
            },
            "required": [
              "id",
              "status",
              "state",
              "reason",
              "at",
              "takenAt",
              "decidedAt",
              "service",
              "site",
              "region",
              "position",
              "distance",
              "description",
              "person",
              "role",
              "channel",
              "evidence",
              "instant",
              "hazard"
            ],
            "additionalProperties": false
          },
          "ReportNear": {
            "type": "object",
            "properties": {
              "distance": {"type": "number", "description": "Metres; 0 at the same site."},
              "hazard": {"$ref": "#/components/schemas/Hazard"}
            },
            "required": ["distance", "hazard"],
            "additionalProperties": false
          },
          "ReportPosition": {
            "type": "object",
            "properties": {"latitude": {"type": "number"}, "longitude": {"type": "number"}},
            "required": ["latitude", "longitude"],
            "additionalProperties": false
          },
          "ReportService": {
            "type": "object",
            "properties": {
              "code": {"type": "string"},
              "checklist": {"type": "string"},
              "item": {"type": "string"},
              "text": {"type": "string"},
              "section": {"type": "string"},
              "category": {"type": "string"},
              "department": {"type": "string"},
              "requirement": {"type": "string"},
              "needsObservation": {
                "type": "boolean",
                "description": "Whether a report has to say what was observed."
              }
            },
            "required": [
              "code",
              "checklist",
              "item",
              "text",
              "section",
              "category",
              "department",
              "requirement",
              "needsObservation"
            ],
            "additionalProperties": false
          },
          "Resolved": {
            "type": "object",
            "properties": {
              "items": {"type": "array", "items": {"$ref": "#/components/schemas/ResolvedGroup"}},
              "rule": {"type": "string", "description": "How it is reckoned, in words."}
            },
            "required": ["items", "rule"],
            "additionalProperties": false
          },
          "ResolvedGroup": {
            "type": "object",
            "properties": {
              "level": {"type": "string"},
              "department": {"type": "string"},
              "share": {"$ref": "#/components/schemas/Share"}
            },
            "required": ["level", "department", "share"],
            "additionalProperties": false
          },
          "ResponsibilityReport": {
            "type": "object",
            "description": "Who answers for a hazard, why it is this one, and what comes when.",
            "properties": {
              "policy": {"$ref": "#/components/schemas/ResponsibilityReportPublished"},
              "duty": {
                "anyOf": [{"$ref": "#/components/schemas/ResponsibilityReportRow"}, {"type": "null"}]
              },
              "department": {"type": "string"},
              "owner": {"type": "string", "description": "Empty when nobody is there."},
              "chain": {"type": "array", "items": {"$ref": "#/components/schemas/ResponsibilityReportLink"}},
              "deadline": {
                "anyOf": [{"$ref": "#/components/schemas/ResponsibilityReportRow"}, {"type": "null"}]
              },
              "ahead": {"type": "array", "items": {"$ref": "#/components/schemas/ResponsibilityReportStep"}}
            },
            "required": ["policy", "duty", "department", "owner", "chain", "deadline", "ahead"],
            "additionalProperties": false
          },
          "ResponsibilityReportLink": {
            "type": "object",
            "properties": {
              "role": {"type": "string"},
              "person": {"type": "string"},
              "region": {"type": ["string", "null"]},
              "awayThrough": {
                "type": ["string", "null"],
                "description": "The last day on which this person is away; null for one who is there."
              },
              "answers": {"type": "boolean"}
            },
            "required": ["role", "person", "region", "awayThrough", "answers"],
            "additionalProperties": false
          },
          "ResponsibilityReportPublished": {
            "type": "object",
            "properties": {
              "id": {"type": "string"},
              "title": {"type": "string"},
              "publishedAt": {"type": "string", "format": "date-time"},
              "publishedBy": {"type": "string"}
            },
            "required": ["id", "title", "publishedAt", "publishedBy"],
            "additionalProperties": false
          },
          "ResponsibilityReportRow": {
            "type": "object",
            "description": "A row of the policy, counted from 1, and what it asks.",
            "properties": {"row": {"type": "integer"}, "says": {"type": "string"}},
            "required": ["row", "says"],
            "additionalProperties": false
          },
          "ResponsibilityReportStep": {
            "type": "object",
            "properties": {
              "at": {"type": "string", "format": "date-time"},
              "event": {"type": "string"},
              "told": {"type": "string"},
              "due": {"type": ["string", "null"], "format": "date-time"},
              "reason": {"type": "string"}
            },
            "required": ["at", "event", "told", "due", "reason"],
            "additionalProperties": false
          },
          "Share": {
            "type": "object",
            "description": "A share with all that it takes to judge it.",
            "properties": {
              "value": {"type": ["number", "null"], "description": "0...1; null of nothing."},
              "numerator": {"type": "integer"},
              "denominator": {"type": "integer"},
              "low": {
                "type": ["number", "null"],
                "description": "The Wilson interval at 95 %; null of nothing."
              },
              "high": {"type": ["number", "null"]},
              "enough": {"type": "boolean", "description": "Whether there is enough of it to be compared."}
            },
            "required": ["value", "numerator", "denominator", "low", "high", "enough"],
            "additionalProperties": false
          },
          "Signals": {
            "type": "object",
            "properties": {
              "failing": {"$ref": "#/components/schemas/Share"},
              "fast": {"type": "array", "items": {"$ref": "#/components/schemas/SignalsFast"}},
              "allPass": {"type": "array", "items": {"$ref": "#/components/schemas/SignalsAllPass"}},
              "reused": {"type": "array", "items": {"$ref": "#/components/schemas/SignalsReuse"}},
              "rule": {"type": "string", "description": "How it is reckoned, in words."}
            },
            "required": ["failing", "fast", "allPass", "reused", "rule"],
            "additionalProperties": false
          },
          "SignalsAllPass": {
            "type": "object",
            "properties": {
              "inspector": {"type": "string"},
              "inspections": {"type": "integer"},
              "checks": {"type": "integer"},
              "chance": {"type": "number"}
            },
            "required": ["inspector", "inspections", "checks", "chance"],
            "additionalProperties": false
          },
          "SignalsFast": {
            "type": "object",
            "properties": {
              "inspector": {"type": "string"},
              "steps": {"$ref": "#/components/schemas/Share"},
              "shortestMilliseconds": {"type": "integer"}
            },
            "required": ["inspector", "steps", "shortestMilliseconds"],
            "additionalProperties": false
          },
          "SignalsReuse": {
            "type": "object",
            "properties": {
              "evidence": {"type": "string"},
              "hazards": {"type": "array", "items": {"type": "string"}},
              "sites": {"type": "integer"}
            },
            "required": ["evidence", "hazards", "sites"],
            "additionalProperties": false
          },
          "SitePage": {
            "type": "object",
            "description": "Some sites, and where the next ones begin.",
            "properties": {
              "items": {"type": "array", "items": {"$ref": "#/components/schemas/SitePageSite"}},
              "next": {
                "type": ["string", "null"],
                "description": "The `cursor` of the next page; null on the last one."
              },
              "total": {"type": "integer", "description": "On all pages."}
            },
            "required": ["items", "next", "total"],
            "additionalProperties": false
          },
          "SitePageSite": {
            "type": "object",
            "properties": {
              "id": {"type": "string"},
              "name": {"type": "string"},
              "type": {"type": "string"},
              "region": {"$ref": "#/components/schemas/SitePageSiteRegion"},
              "colour": {
                "type": ["string", "null"],
                "description": "The grade of the worst open hazard; null without any."
              },
              "hazards": {"type": "integer"},
              "open": {"type": "integer"},
              "openMajor": {"type": "integer"}
            },
            "required": ["id", "name", "type", "region", "colour", "hazards", "open", "openMajor"],
            "additionalProperties": false
          },
          "SitePageSiteRegion": {
            "type": "object",
            "properties": {"code": {"type": "string"}, "name": {"type": "string"}},
            "required": ["code", "name"],
            "additionalProperties": false
          },
          "SiteScores": {
            "type": "object",
            "properties": {
              "site": {"type": "string"},
              "name": {"type": "string"},
              "at": {"type": ["string", "null"], "format": "date-time"},
              "checklists": {"type": "array", "items": {"$ref": "#/components/schemas/SiteScoresBenchmark"}},
              "rule": {"type": "string", "description": "How it is reckoned, in words."}
            },
            "required": ["site", "name", "at", "checklists", "rule"],
            "additionalProperties": false
          },
          "SiteScoresBenchmark": {
            "type": "object",
            "properties": {
              "checklist": {"type": "string"},
              "items": {"type": "integer", "description": "Items that count."},
              "scores": {"type": "array", "items": {"$ref": "#/components/schemas/SiteScoresModel"}},
              "failing": {"type": "array", "items": {"$ref": "#/components/schemas/SiteScoresFailing"}}
            },
            "required": ["checklist", "items", "scores", "failing"],
            "additionalProperties": false
          },
          "SiteScoresFailing": {
            "type": "object",
            "properties": {
              "item": {"type": "string"},
              "section": {"type": "string"},
              "weight": {"type": "number"},
              "outcome": {"type": "string"}
            },
            "required": ["item", "section", "weight", "outcome"],
            "additionalProperties": false
          },
          "SiteScoresModel": {
            "type": "object",
            "properties": {
              "model": {"type": "string"},
              "system": {"type": "string"},
              "score": {"type": ["number", "null"]},
              "maximum": {"type": ["number", "null"]},
              "percent": {"type": ["number", "null"], "description": "0...100, to compare by."}
            },
            "required": ["model", "system", "score", "maximum", "percent"],
            "additionalProperties": false
          },
          "InspectionForm": {
            "type": "object",
            "description": "An inspector's form: what a campaign asks at a site, and what is known of it.",
            "properties": {
              "campaign": {"type": "string"},
              "title": {"type": "string"},
              "checklist": {"type": "string"},
              "site": {"type": "string"},
              "siteName": {"type": "string"},
              "siteType": {"type": "string"},
              "region": {"type": "string"},
              "open": {"type": "boolean", "description": "Whether submissions are taken."},
              "sections": {
                "type": "array",
                "items": {
                  "type": "object",
                  "properties": {
                    "id": {"type": "string"},
                    "title": {"type": "string"},
                    "items": {"type": "array", "items": {"$ref": "#/components/schemas/FormItem"}}
                  },
                  "required": ["id", "title", "items"],
                  "additionalProperties": false
                }
              }
            },
            "required": [
              "campaign", "title", "checklist", "site", "siteName", "siteType", "region", "open", "sections"
            ],
            "additionalProperties": false
          },
          "FormItem": {
            "type": "object",
            "properties": {
              "id": {"type": "string"},
              "text": {"type": "string"},
              "requirement": {"type": "string"},
              "level": {"enum": ["general", "major"]},
              "redLine": {"type": "boolean"},
              "reference": {"type": "string"},
              "kind": {
                "enum": ["boolean", "number", "choice", "date", "text", "count", "numbers", "choices", null],
                "description": "What is observed; null where no inspector can say it."
              },
              "unit": {"type": ["string", "null"]},
              "options": {"type": "array", "items": {"type": "string"}},
              "evidence": {
                "type": ["string", "null"],
                "description": "What must be attached: photo, document, photo|document or required, with x2 behind it for two."
              },
              "condition": {"type": ["string", "null"], "description": "When the item applies; null for always."},
              "state": {"enum": ["open", "waiting", "decided"]},
              "outcome": {"type": ["string", "null"], "description": "Null while it is not decided."},
              "reason": {"type": "string"}
            },
            "required": [
              "id", "text", "requirement", "level", "redLine", "reference", "kind", "unit", "options", "evidence",
              "condition", "state", "outcome", "reason"
            ],
            "additionalProperties": false
          },
          "Submission": {
            "type": "object",
            "description": "What an inspector submitted, and what has come of it.",
            "properties": {
              "id": {"type": "string"},
              "campaign": {"type": "string"},
              "site": {"type": "string"},
              "siteName": {"type": "string"},
              "region": {"type": "string"},
              "at": {"type": "string", "format": "date-time"},
              "takenAt": {"type": "string", "format": "date-time"},
              "person": {"type": "string"},
              "role": {"type": "string"},
              "state": {"enum": ["waiting", "checked", "dead", "cancelled"]},
              "answers": {
                "type": "array",
                "items": {
                  "type": "object",
                  "properties": {
                    "item": {"type": "string"},
                    "text": {"type": "string"},
                    "value": {
                      "type": "string",
                      "description": "Empty for an item that went along, since it depends on others."
                    },
                    "evidence": {"type": "array", "items": {"type": "string"}},
                    "note": {"type": "string"},
                    "outcome": {"type": ["string", "null"]},
                    "reason": {"type": "string"},
                    "counts": {"type": "boolean", "description": "Whether this answer decided the item."},
                    "hazard": {"type": ["string", "null"]}
                  },
                  "required": [
                    "item", "text", "value", "evidence", "note", "outcome", "reason", "counts", "hazard"
                  ],
                  "additionalProperties": false
                }
              },
              "repeated": {
                "type": "boolean",
                "description": "Whether it had been taken before; only of one that was sent."
              }
            },
            "required": [
              "id", "campaign", "site", "siteName", "region", "at", "takenAt", "person", "role", "state", "answers"
            ],
            "additionalProperties": false
          },
          "Team": {
            "type": "object",
            "description": "A campaign's team, and who holds which role where.",
            "properties": {
              "campaign": {"type": "string"},
              "roles": {
                "type": "array",
                "items": {"type": "string"},
                "description": "Empty for a campaign without a team."
              },
              "inspected": {"type": "integer", "description": "Sites with a result."},
              "unclaimed": {
                "type": "integer",
                "description": "Of these, the ones at which a role is missing."
              },
              "items": {"type": "array", "items": {"$ref": "#/components/schemas/TeamSite"}},
              "next": {"type": ["string", "null"]}
            },
            "required": ["campaign", "roles", "inspected", "unclaimed", "items", "next"],
            "additionalProperties": false
          },
          "TeamClaim": {
            "type": "object",
            "properties": {
              "role": {"type": "string"},
              "person": {"type": "string"},
              "at": {"type": "string", "format": "date-time"}
            },
            "required": ["role", "person", "at"],
            "additionalProperties": false
          },
          "TeamSite": {
            "type": "object",
            "properties": {
              "site": {"type": "string"},
              "siteName": {"type": "string"},
              "region": {"type": "string"},
              "inspected": {"type": "boolean"},
              "claims": {"type": "array", "items": {"$ref": "#/components/schemas/TeamClaim"}},
              "missing": {"type": "array", "items": {"type": "string"}}
            },
            "required": ["site", "siteName", "region", "inspected", "claims", "missing"],
            "additionalProperties": false
          },
          "Timeline": {
            "type": "object",
            "description": "Something that happened to a hazard: found, accepted by the record, or done about it.",
            "properties": {
              "event": {"type": "string"},
              "at": {"type": "string", "format": "date-time"},
              "person": {"type": "string"},
              "role": {"type": "string"},
              "reason": {"type": "string"},
              "evidence": {"type": "array", "items": {"type": "string"}},
              "campaign": {
                "type": ["string", "null"],
                "description": "Of what was found or accepted by the record."
              },
              "seq": {"type": ["integer", "null"], "minimum": 0},
              "details": {"$ref": "#/components/schemas/TimelineDetails"}
            },
            "required": ["event", "at", "person", "role", "reason", "evidence", "campaign", "seq"],
            "additionalProperties": false
          },
          "TimelineCall": {
            "type": "object",
            "properties": {
              "department": {"type": "string"},
              "due": {"type": "string", "format": "date-time"}
            },
            "required": ["department", "due"],
            "additionalProperties": false
          },
          "TimelineDetails": {
            "type": "object",
            "properties": {
              "owner": {"type": "string"},
              "department": {"type": "string"},
              "until": {"type": "string", "format": "date-time"},
              "of": {"type": "string"},
              "fixedBy": {"type": "string"},
              "observation": {"type": "string"},
              "observedBy": {"type": "string"},
              "due": {"type": "string", "format": "date-time"},
              "region": {"type": "string"},
              "departments": {"type": "array", "items": {"$ref": "#/components/schemas/TimelineCall"}}
            },
            "additionalProperties": false
          },
          "Times": {
            "type": "object",
            "description": "Milliseconds; null without a closed hazard.",
            "properties": {
              "hazards": {"type": "integer"},
              "median": {"type": ["integer", "null"]},
              "p90": {"type": ["integer", "null"]},
              "rule": {"type": "string", "description": "How it is reckoned, in words."}
            },
            "required": ["hazards", "median", "p90", "rule"],
            "additionalProperties": false
          },
          "Trend": {
            "type": "object",
            "description": "A period beside the one that it is held against.",
            "properties": {
              "region": {"anyOf": [{"$ref": "#/components/schemas/Place"}, {"type": "null"}]},
              "baseline": {"$ref": "#/components/schemas/TrendPeriod"},
              "period": {"$ref": "#/components/schemas/TrendPeriod"},
              "found": {"$ref": "#/components/schemas/TrendChange"},
              "closed": {"$ref": "#/components/schemas/TrendChange"},
              "open": {"$ref": "#/components/schemas/TrendChange"},
              "rule": {"type": "string", "description": "How it is reckoned, in words."}
            },
            "required": ["region", "baseline", "period", "found", "closed", "open", "rule"],
            "additionalProperties": false
          },
          "TrendChange": {
            "type": "object",
            "properties": {
              "difference": {"type": "integer"},
              "ratio": {
                "type": ["number", "null"],
                "description": "Of the baseline's number; null where that is 0."
              }
            },
            "required": ["difference", "ratio"],
            "additionalProperties": false
          },
          "TrendPeriod": {
            "type": "object",
            "properties": {
              "from": {"type": "string", "format": "date-time"},
              "to": {"type": "string", "format": "date-time"},
              "found": {"type": "integer"},
              "closed": {"type": "integer"},
              "open": {"type": "integer", "description": "At the end of the period."},
              "settlement": {"$ref": "#/components/schemas/Share"}
            },
            "required": ["from", "to", "found", "closed", "open", "settlement"],
            "additionalProperties": false
          },
          "WhatIf": {
            "type": "object",
            "properties": {
              "model": {"type": "string"},
              "system": {"type": "string"},
              "scored": {"type": "integer", "description": "Sites, by checklist, that the mean is made of."},
              "mean": {"type": ["number", "null"]},
              "items": {"type": "array", "items": {"$ref": "#/components/schemas/WhatIfGain"}}
            },
            "required": ["model", "system", "scored", "mean", "items"],
            "additionalProperties": false
          },
          "WhatIfGain": {
            "type": "object",
            "properties": {
              "hazard": {"type": "string"},
              "site": {"type": "string"},
              "checklist": {"type": "string"},
              "item": {"type": "string"},
              "level": {"type": "string"},
              "grade": {"type": "string"},
              "before": {"type": ["number", "null"], "description": "The site's score, 0...100."},
              "after": {"type": ["number", "null"]},
              "gain": {"type": ["number", "null"]},
              "meanGain": {
                "type": ["number", "null"],
                "description": "What the mean of all that was asked about would gain."
              }
            },
            "required": [
              "hazard",
              "site",
              "checklist",
              "item",
              "level",
              "grade",
              "before",
              "after",
              "gain",
              "meanGain"
            ],
            "additionalProperties": false
          }
        }
      }
    }

    """#
}
